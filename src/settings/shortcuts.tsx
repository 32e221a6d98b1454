import { useCallback } from 'preact/hooks'
import { useServices, type MessageKey } from '../ui/services.ts'
import { useLive } from '../ui/use-live.ts'

const COMMANDS: readonly (readonly [name: string, key: MessageKey])[] = [
  ['open-review', 'command_review'],
  ['check-message', 'command_check'],
  ['next-flagged', 'command_next'],
]

/** The keyboard shortcuts as the browser has them; nothing where it has none. */
export function Shortcuts() {
  const { t, listShortcuts } = useServices()
  const { data = [] } = useLive(
    useCallback(() => listShortcuts(), [listShortcuts]),
    'once',
  )
  const keysOf = (name: string) => data.find((shortcut) => shortcut.name === name)?.keys ?? ''
  return (
    <section id="shortcuts">
      <h2>{t('settings_shortcuts')}</h2>
      <dl class="shortcuts">
        {COMMANDS.map(([name, key]) => (
          <div key={name}>
            <dt>{t(key)}</dt>
            <dd>
              {keysOf(name) === '' ? t('shortcut_unset') : <kbd dir="ltr">{keysOf(name)}</kbd>}
            </dd>
          </div>
        ))}
      </dl>
      <p class="soft">{t('shortcuts_help')}</p>
    </section>
  )
}
