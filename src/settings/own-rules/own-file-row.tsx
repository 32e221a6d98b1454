import type { OwnFileView } from '../../platform/own-rules-protocol.ts'
import { EDITOR_PAGE } from '../../platform/own-files.ts'
import { ForeignText } from '../../ui/foreign-text.tsx'
import type { RunAction } from '../../ui/outcome.tsx'
import { useServices } from '../../ui/services.ts'
import { KIND_KEYS, nameLevel } from '../../ui/words.ts'

interface Props {
  readonly file: OwnFileView
  readonly mayWrite: boolean
  readonly run: RunAction
  readonly refresh: () => void
}

/** One file: what it holds, whether it acts, and what can be done with it. */
export function OwnFileRow({ file, mayWrite, run, refresh }: Props) {
  const { call, t, saveFile } = useServices()
  const { path, paused, text } = file
  const id = `own-${path}`
  const pause = (isOn: boolean) =>
    run(async () => {
      try {
        await call('own-rules/pause', { path, paused: !isOn })
      } finally {
        refresh()
      }
      return isOn ? t('rule_switched_on', path) : t('rule_switched_off', path)
    })
  const remove = () =>
    run(async () => {
      const removed = await call('own-rules/remove', { path })
      refresh()
      const undo = async () => {
        await call('own-rules/take', { files: [removed] })
        refresh()
        return t('own_restored', path)
      }
      return { text: t('own_removed', path), undo }
    })
  const name = path.slice(path.lastIndexOf('/') + 1)
  return (
    <li class="row rule">
      <input
        type="checkbox"
        role="switch"
        aria-labelledby={id}
        checked={!paused}
        disabled={!mayWrite}
        onChange={(event) => pause(event.currentTarget.checked)}
      />
      <div>
        <p>
          <a id={id} class="file" href={`/${EDITOR_PAGE}?file=${encodeURIComponent(path)}`}>
            <bdi>{path}</bdi>
          </a>
        </p>
        <Contents file={file} />
        <div class="actions">
          <button
            type="button"
            aria-describedby={id}
            onClick={() => saveFile({ name, type: 'application/yaml', text })}
          >
            {t('own_export')}
          </button>
          {mayWrite && (
            <button type="button" aria-describedby={id} onClick={remove}>
              {t('own_remove')}
            </button>
          )}
        </div>
      </div>
    </li>
  )
}

function Contents({ file: { rules, faults } }: { file: OwnFileView }) {
  const { t } = useServices()
  const bad = faults.filter(({ kept }) => kept !== true)
  return (
    <>
      <ul>
        {rules.map((rule) => (
          <li key={rule.id}>
            <ForeignText text={rule.title} />{' '}
            <span class="soft">
              ({t(KIND_KEYS[rule.kind])}, {nameLevel(t, rule.level)})
            </span>
          </li>
        ))}
      </ul>
      {bad.length > 0 && (
        <div class="failure">
          <p>{t('own_faulty', bad.length)}</p>
          <ul>
            {bad.slice(0, 5).map(({ line, message }, index) => (
              <li key={index}>
                {t('editor_line', line)}: <ForeignText text={message} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}
