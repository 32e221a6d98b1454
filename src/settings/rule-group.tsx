import { useCallback, useEffect, useState } from 'preact/hooks'
import { BUILT_IN } from '../packs/source-ids.ts'
import type { RuleView } from '../platform/schema/views.ts'
import { ForeignText } from '../ui/foreign-text.tsx'
import { useServices } from '../ui/services.ts'
import { VirtualList } from '../ui/virtual-list.tsx'
import { KIND_KEYS, nameLevel, nameStage } from '../ui/words.ts'
import { levelOf, type CountedRule } from './filter-rules.ts'
import { ReadLink } from './rule/read-link.tsx'
import type { NameSource } from './rule/use-source-names.ts'

type OnEnable = (rule: RuleView, enabled: boolean) => void

interface Props {
  readonly stage: string
  readonly rules: readonly CountedRule[]
  /** Opened by a search; else as the user left it. */
  readonly isOpen: boolean
  readonly nameSource: NameSource
  /** Switches are managed: nobody turns them here. */
  readonly isManaged: boolean
  readonly onEnable: OnEnable
}

/** The rules of one stage, behind a heading that opens. */
export function RuleGroup({ stage, rules, isOpen, nameSource, isManaged, onEnable }: Props) {
  const { t } = useServices()
  const [isShown, setShown] = useState(isOpen)
  useEffect(() => setShown(isOpen), [isOpen])
  const ignoreRange = useCallback(() => undefined, [])
  const headingId = `stage-${stage}`
  const on = rules.filter((rule) => rule.enabled).length
  return (
    <details
      class="rule-group"
      open={isShown}
      onToggle={(event) => setShown(event.currentTarget.open)}
    >
      <summary>
        <h3 id={headingId}>{nameStage(t, stage)}</h3>{' '}
        <span class="soft">{t('rules_on_count', on, rules.length)}</span>
      </summary>
      {isShown && (
        <VirtualList
          count={rules.length}
          labelledBy={headingId}
          firstRow={0}
          onRange={ignoreRange}
          drawRow={(index) => {
            const rule = rules[index]
            if (rule === undefined) return null
            return <RuleRow key={rule.id} {...{ rule, nameSource, isManaged, onEnable }} />
          }}
        />
      )}
    </details>
  )
}

interface RowProps {
  readonly rule: CountedRule
  readonly nameSource: NameSource
  readonly isManaged: boolean
  readonly onEnable: OnEnable
}

function RuleRow({ rule, nameSource, isManaged, onEnable }: RowProps) {
  const { t } = useServices()
  const { id, title, kind, status, fired, dismissed, source } = rule
  const level = levelOf(rule)
  const switchId = `rule-${id}`
  return (
    <li class="row rule">
      <input
        type="checkbox"
        role="switch"
        id={switchId}
        checked={rule.enabled}
        disabled={isManaged}
        onChange={(event) => onEnable(rule, event.currentTarget.checked)}
      />
      <div>
        <label for={switchId}>
          <ForeignText text={title} />
        </label>
        <p class="facts">
          <span>{t(KIND_KEYS[kind])}</span>
          {level !== '' && <span>{t('rule_level', nameLevel(t, level))}</span>}
          {rule.levelHere !== undefined && <span>{t('rule_changed')}</span>}
          {status !== '' && <span>{t('rule_status', status)}</span>}
          {source !== BUILT_IN && <ForeignText text={nameSource(source)} />}
          {fired > 0 && <span>{t('rule_fired_short', fired, dismissed)}</span>}
        </p>
        <p>
          <ForeignText text={rule.description} />
        </p>
        <p class="rule-foot">
          <ReadLink id={id} title={title} />
          <span class="code">{rule.name}</span>
        </p>
      </div>
    </li>
  )
}
