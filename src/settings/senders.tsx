import { useCallback } from 'preact/hooks'
import type { CallReply } from '../platform/protocol.ts'
import type { KnownSender } from '../platform/schema/views.ts'
import { ForeignText } from '../ui/foreign-text.tsx'
import { LoadFailure, type RunAction } from '../ui/outcome.tsx'
import { useServices } from '../ui/services.ts'
import { useLive } from '../ui/use-live.ts'

/** Senders that the user decided on, each with the way back. */
export function Senders({ run }: { run: RunAction }) {
  const { call, t } = useServices()
  const { data, error, refresh } = useLive(
    useCallback(() => call('senders/list', {}), [call]),
    'told',
  )
  return (
    <section id="senders">
      <h2 id="senders-heading">{t('settings_senders')}</h2>
      <p class="soft">{t('senders_intro')}</p>
      <LoadFailure error={error} />
      {data?.length === 0 && <p class="empty">{t('senders_empty')}</p>}
      <ul role="list" class="rows" aria-labelledby="senders-heading">
        {data?.map((sender) => (
          <SenderRow key={nameOf(sender)} sender={sender} run={run} onChange={refresh} />
        ))}
      </ul>
    </section>
  )
}

interface RowProps {
  readonly sender: CallReply<'senders/list'>[number]
  readonly run: RunAction
  readonly onChange: () => void
}

function SenderRow({ sender, run, onChange }: RowProps) {
  const { call, t } = useServices()
  const { address, trusted, allowed, authenticated } = sender
  const id = `sender-${nameOf(sender)}`
  const set = async (decided: KnownSender) => {
    await call('senders/set', decided)
    onChange()
  }
  const remove = () =>
    run(async () => {
      await set({ ...sender, trusted: false, allowed: false })
      const undo = async () => {
        await set(sender)
        return t('sender_restored', address)
      }
      return { text: t('sender_removed', address), undo }
    })
  return (
    <li class="site">
      <div class="site-origin">
        <p class="facts">
          <span id={id} class="code">
            <ForeignText text={address} />
          </span>
          <span>{sender.siteName}</span>
          {trusted && <span class="site-state">{t('sender_trusted')}</span>}
          {allowed && <span class="site-state">{t('sender_allowed')}</span>}
          {authenticated && <span>{t('sender_checked')}</span>}
        </p>
        <button type="button" aria-describedby={id} onClick={remove}>
          {t('sender_remove')}
        </button>
      </div>
    </li>
  )
}

/** One word, as an id must be. */
function nameOf({ site, address }: KnownSender): string {
  return encodeURIComponent(`${site} ${address}`)
}
