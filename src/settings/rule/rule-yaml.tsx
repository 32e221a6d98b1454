import { ForeignText } from '../../ui/foreign-text.tsx'
import type { RunAction } from '../../ui/outcome.tsx'
import { useServices } from '../../ui/services.ts'

/** A file of a megabyte would hold the page up. */
const MAX_LINES = 2_000
const MAX_COLUMNS = 2_000

/** The file of a rule, with line numbers. */
export function RuleYaml({ yaml, run }: { yaml: string; run: RunAction }) {
  const { t, copyText } = useServices()
  const lines = yaml.replace(/\n$/, '').split('\n')
  const copy = async () => {
    await copyText(yaml)
    return t('rule_copied')
  }
  return (
    <details class="rule-yaml">
      <summary>
        <h4>{t('rule_yaml')}</h4>
      </summary>
      <button type="button" onClick={() => run(copy)}>
        {t('rule_copy')}
      </button>
      {/* Scrolls by itself, so the keyboard must be able to reach it. */}
      <div class="scroller" role="region" aria-label={t('rule_yaml')} tabIndex={0}>
        <pre dir="ltr">
          {lines.slice(0, MAX_LINES).map((line, index) => (
            <code key={index}>
              <ForeignText text={line.slice(0, MAX_COLUMNS)} />
              {'\n'}
            </code>
          ))}
        </pre>
      </div>
      {lines.length > MAX_LINES && <p class="soft">{t('rule_yaml_cut', MAX_LINES)}</p>}
    </details>
  )
}
