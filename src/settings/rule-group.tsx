import { useEffect, useState } from 'preact/hooks'
import type { RuleView } from '../platform/schema/views.ts'
import { ForeignText } from '../ui/foreign-text.tsx'
import { useServices } from '../ui/services.ts'
import { KIND_KEYS, nameLevel, nameStage } from '../ui/words.ts'

type OnEnable = (id: string, title: string, enabled: boolean) => void

interface Props {
  readonly stage: string
  readonly rules: readonly RuleView[]
  /** Opened by a search; else as the user left it. */
  readonly isOpen: boolean
  readonly onEnable: OnEnable
}

/** The rules of one stage, behind a heading that opens. */
export function RuleGroup({ stage, rules, isOpen, onEnable }: Props) {
  const { t } = useServices()
  const [isShown, setShown] = useState(isOpen)
  useEffect(() => setShown(isOpen), [isOpen])
  const name = nameStage(t, stage)
  const on = rules.filter((rule) => rule.enabled).length
  return (
    <details
      class="rule-group"
      open={isShown}
      onToggle={(event) => setShown(event.currentTarget.open)}
    >
      <summary>
        <h3>{name}</h3> <span class="soft">{t('rules_on_count', on, rules.length)}</span>
      </summary>
      {isShown && (
        <ul role="list" class="rows" aria-label={name}>
          {rules.map((rule) => (
            <RuleRow key={rule.id} rule={rule} onEnable={onEnable} />
          ))}
        </ul>
      )}
    </details>
  )
}

function RuleRow({ rule, onEnable }: { rule: RuleView; onEnable: OnEnable }) {
  const { t } = useServices()
  const switchId = `rule-${rule.id}`
  return (
    <li class="row rule">
      <input
        type="checkbox"
        role="switch"
        id={switchId}
        checked={rule.enabled}
        onChange={(event) => onEnable(rule.id, rule.title, event.currentTarget.checked)}
      />
      <div>
        <label for={switchId}>
          <ForeignText text={rule.title} />
        </label>
        <p class="facts">
          <span>{t(KIND_KEYS[rule.kind])}</span>
          {rule.level !== '' && <span>{t('rule_level', nameLevel(t, rule.level))}</span>}
          {rule.status !== '' && <span>{t('rule_status', rule.status)}</span>}
        </p>
        <p>
          <ForeignText text={rule.description} />
        </p>
        {rule.falsepositives.length > 0 && (
          <details>
            <summary>{t('rule_false_alarms')}</summary>
            <ul>
              {rule.falsepositives.map((text) => (
                <li key={text}>
                  <ForeignText text={text} />
                </li>
              ))}
            </ul>
          </details>
        )}
        <p class="code">{rule.name}</p>
      </div>
    </li>
  )
}
