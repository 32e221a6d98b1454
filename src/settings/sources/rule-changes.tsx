import { useState } from 'preact/hooks'
import type { SourceView } from '../../platform/source-protocol.ts'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { useServices } from '../../ui/services.ts'
import { CHANGE_KEYS } from './source-words.ts'

/** As many as one reads; a first version can add thousands. */
const PAGE = 50

type Changes = SourceView['versions'][number]['changes']

/** What a version added, changed and removed, rule by rule. */
export function RuleChanges({ changes }: { changes: Changes }) {
  const { t } = useServices()
  const [shown, setShown] = useState(PAGE)
  if (changes.length === 0) return <p class="soft">{t('source_no_changes')}</p>
  return (
    <>
      <ul role="list" class="changes" aria-label={t('source_change_list')}>
        {changes.slice(0, shown).map(({ kind, name, title }) => (
          <li key={`${kind} ${name}`}>
            <span class="change" data-kind={kind}>
              {t(CHANGE_KEYS[kind])}
            </span>
            <span>
              <ForeignText text={title === '' ? name : title} />{' '}
              {title !== '' && (
                <span class="code">
                  <ForeignText text={name} />
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
      {changes.length > shown && (
        <button type="button" onClick={() => setShown(shown + PAGE * 10)}>
          {t('source_more_changes', changes.length - shown)}
        </button>
      )}
    </>
  )
}
