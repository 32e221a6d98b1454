import * as v from 'valibot'
import { sigmaLevelSchema } from '../../platform/schema/views.ts'
import { ForeignText } from '../../ui/foreign-text.tsx'
import type { RunAction } from '../../ui/outcome.tsx'
import { useServices } from '../../ui/services.ts'
import { ManagedNote, isLocked, usePolicy } from '../../ui/use-policy.tsx'
import { KIND_KEYS, nameLevel, nameStage } from '../../ui/words.ts'
import type { CountedRule } from '../filter-rules.ts'
import type { RuleActions } from './use-rule-actions.ts'
import type { NameSource } from './use-source-names.ts'

interface Props {
  readonly rule: CountedRule
  readonly actions: RuleActions
  readonly nameSource: NameSource
  readonly path: string | undefined
  readonly run: RunAction
}

/** What a rule is, and what holds for it on this machine. */
export function RuleHere({ rule, actions, nameSource, path, run }: Props) {
  const { t } = useServices()
  const { id, kind, stage, status, name, source, enabled } = rule
  const policy = usePolicy()
  const isSwitchManaged = isLocked(policy, 'disabledRules')
  const isLevelManaged = isLocked(policy, 'ruleLevels')
  return (
    <>
      <p class="facts">
        <span>{t(KIND_KEYS[kind])}</span>
        <span>{nameStage(t, stage)}</span>
        {status !== '' && <span>{t('rule_status', status)}</span>}
        <ForeignText text={nameSource(source)} />
      </p>
      <p class="code">
        <ForeignText text={`${path ?? name} · ${id}`} />
      </p>
      <div class="rule-choices">
        <label class="switch-line">
          <input
            type="checkbox"
            role="switch"
            checked={enabled}
            disabled={isSwitchManaged}
            onChange={(event) => actions.enable(rule, event.currentTarget.checked)}
          />
          <span>{t('rule_on')}</span>
        </label>
        {kind !== 'exception' && (
          <LevelChoice rule={rule} isManaged={isLevelManaged} onChoose={actions.chooseLevel} />
        )}
      </div>
      {(isSwitchManaged || isLevelManaged) && <ManagedNote view={policy} />}
      <FiredLine rule={rule} run={run} />
    </>
  )
}

interface LevelProps {
  readonly rule: CountedRule
  readonly isManaged: boolean
  readonly onChoose: RuleActions['chooseLevel']
}

function LevelChoice({ rule, isManaged, onChoose }: LevelProps) {
  const { t } = useServices()
  const choose = (value: string) => {
    const level = v.safeParse(sigmaLevelSchema, value)
    onChoose(rule, level.success ? level.output : null)
  }
  return (
    <label class="inline-form">
      <span>{t('rule_level_here')}</span>
      <select
        value={rule.levelHere ?? ''}
        disabled={isManaged}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        <option value="">{t('rule_level_own', nameLevel(t, rule.level))}</option>
        {sigmaLevelSchema.options.map((level) => (
          <option key={level} value={level}>
            {nameLevel(t, level)}
          </option>
        ))}
      </select>
    </label>
  )
}

interface FiredProps {
  readonly rule: CountedRule
  readonly run: RunAction
}

function FiredLine({ rule: { id, fired, dismissed }, run }: FiredProps) {
  const { t, openReviewPage } = useServices()
  const open = () => openReviewPage(id).then(() => t('open_done'))
  if (fired === 0) return <p>{t('rule_never_fired')}</p>
  return (
    <p class="rule-foot">
      <span>{t('rule_fired', fired, dismissed)}</span>
      <button type="button" onClick={() => run(open)}>
        {t('rule_open_review')}
      </button>
    </p>
  )
}
