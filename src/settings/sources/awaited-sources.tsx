import { patternOf } from '../../platform/match-pattern.ts'
import type { PolicySource } from '../../platform/schema/policy.ts'
import type { SourceView } from '../../platform/source-protocol.ts'
import type { RunAction } from '../../ui/outcome.tsx'
import { quoteForeign } from '../../ui/quote-foreign.ts'
import { useServices } from '../../ui/services.ts'

interface Props {
  /** What a policy asks for. */
  readonly wanted: readonly PolicySource[]
  readonly known: readonly SourceView[]
  readonly run: RunAction
}

/** Sources that a policy asks for and that are not here: no policy can allow a host, only a click. */
export function AwaitedSources({ wanted, known, run }: Props) {
  const missing = wanted.filter(({ url }) => !known.some((source) => source.url === url))
  if (missing.length === 0) return null
  return (
    <ul role="list" class="rows">
      {missing.map((source) => (
        <AwaitedSource key={source.url} source={source} run={run} />
      ))}
    </ul>
  )
}

function AwaitedSource({ source, run }: { source: PolicySource; run: RunAction }) {
  const { call, t, requestOrigin } = useServices()
  const { url } = source
  const { host } = new URL(url)
  const name = quoteForeign(source.name ?? host)
  const allow = () => {
    // Before anything is waited for: the browser only asks while the click lasts.
    void call('sources/claim', { url })
    const asked = requestOrigin(patternOf(url) ?? url)
    run(async () => {
      if (await asked) return t('source_awaited_allowed', quoteForeign(host))
      throw new Error(t('source_no_access', quoteForeign(host)))
    })
  }
  return (
    <li class="row">
      <div>
        <p>{t('source_awaited', name)}</p>
        <button type="button" onClick={allow}>
          {t('source_awaited_allow', quoteForeign(host))}
        </button>
      </div>
    </li>
  )
}
