import { useRef, useState } from 'preact/hooks'
import { patternOf } from '../../platform/match-pattern.ts'
import { parseSourceUrl } from '../../platform/source-url.ts'
import type { SourceView } from '../../platform/source-protocol.ts'
import type { RunAction } from '../../ui/outcome.tsx'
import { quoteForeign } from '../../ui/quote-foreign.ts'
import { useServices } from '../../ui/services.ts'
import { TrustQuestion, type Probed } from './trust-question.tsx'
import { ADDRESS_KEYS, FAULT_KEYS } from './source-words.ts'

interface Props {
  readonly known: readonly SourceView[]
  readonly run: RunAction
  readonly onChange: () => void
}

/** Adding a source: its address, then its fingerprint and how far to trust it. */
export function AddSource({ known, run, onChange }: Props) {
  const { t } = useServices()
  const [probed, setProbed] = useState<Probed>()
  const field = useRef<HTMLInputElement>(null)
  const leave = () => {
    setProbed(undefined)
    field.current?.focus()
  }
  const finish = () => {
    if (field.current !== null) field.current.value = ''
    leave()
    onChange()
  }
  return (
    <div class="add-source">
      <h3>{t('source_add_heading')}</h3>
      <AddressForm known={known} field={field} run={run} onProbed={setProbed} />
      {probed && (
        <TrustQuestion
          key={probed.url}
          probed={probed}
          run={run}
          onLeave={leave}
          onAdded={finish}
        />
      )}
    </div>
  )
}

interface FormProps {
  readonly known: readonly SourceView[]
  readonly field: { readonly current: HTMLInputElement | null }
  readonly run: RunAction
  readonly onProbed: (probed: Probed | undefined) => void
}

function AddressForm({ known, field, run, onProbed }: FormProps) {
  const { call, t, requestOrigin } = useServices()
  const [isLooking, setLooking] = useState(false)

  const probe = async (url: string, asked: Promise<boolean>): Promise<string> => {
    if (!(await asked)) throw new Error(t('source_no_access', quoteForeign(new URL(url).host)))
    const reply = await call('sources/probe', { url })
    if ('fault' in reply) {
      await call('sources/release', { url })
      throw new Error(t(FAULT_KEYS[reply.fault.kind]))
    }
    onProbed(reply)
    return t('source_found', quoteForeign(reply.url))
  }
  const look = (event: Event) => {
    event.preventDefault()
    if (isLooking) return
    const text = field.current?.value ?? ''
    const address = parseSourceUrl(text)
    if ('fault' in address) {
      run(() => Promise.reject(new Error(t(ADDRESS_KEYS[address.fault], quoteForeign(text)))))
      return
    }
    const { url } = address
    if (known.some((source) => source.url === url)) {
      run(() => Promise.reject(new Error(t('fault_known'))))
      return
    }
    // Before anything is waited for: the browser only asks while the click lasts.
    void call('sources/claim', { url })
    const asked = requestOrigin(patternOf(url) ?? url)
    onProbed(undefined)
    setLooking(true)
    run(() => probe(url, asked).finally(() => setLooking(false)))
  }
  return (
    <form onSubmit={look} noValidate>
      <label for="source-address">{t('source_address')}</label>
      <div class="inline-form address-form">
        <input
          id="source-address"
          ref={field}
          type="url"
          dir="ltr"
          inputMode="url"
          autoComplete="off"
          spellcheck={false}
          aria-describedby="source-address-help"
        />
        <button type="submit" aria-disabled={isLooking}>
          {t(isLooking ? 'source_looking' : 'source_look')}
        </button>
      </div>
      <p id="source-address-help" class="soft">
        {t('source_address_help')}
      </p>
    </form>
  )
}
