import type { RunAction } from './outcome.tsx'
import { useServices } from './services.ts'

interface Props {
  /** Match pattern. */
  readonly origin: string
  /** Match patterns without which the site can't be read whole. */
  readonly also?: readonly string[]
  readonly class?: string
  readonly describedBy?: string
  readonly run: RunAction
  readonly onChange: () => void
}

/** Asks the browser for access to a site and has it read. */
export function ProtectButton(props: Props) {
  const { origin, also = [], class: look, describedBy, run, onChange } = props
  const { call, t, requestOrigin } = useServices()
  const protect = () => {
    // Before anything else: the browser only asks while the click lasts.
    const asked = requestOrigin(origin, ...also)
    run(async () => {
      if (!(await asked)) return t('protect_refused')
      // Where the access was there already, the browser tells the background of nothing new.
      for (const each of [origin, ...also]) await call('sites/protect', { origin: each })
      onChange()
      return t('protect_done', origin)
    })
  }
  return (
    <button type="button" class={look} aria-describedby={describedBy} onClick={protect}>
      {t('protect_site')}
    </button>
  )
}
