import { takeTexts, isFields, type Fields } from '../../packs/rule-fields.ts'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { useServices, type MessageKey, type Translate } from '../../ui/services.ts'
import { describeSpan } from './describe-span.ts'

/** Values of one item that are shown at once. */
const FEW = 8

/** Keys of a detection or filter that select nothing. */
const NO_SELECTIONS: ReadonlySet<string> = new Set(['condition', 'rules', 'timeframe'])

/** How a rule decides, field by field. */
export function RuleLogic({ fields }: { fields: Fields }) {
  const { t } = useServices()
  if (isFields(fields.correlation)) return <StoryLogic correlation={fields.correlation} />
  const detection = isFields(fields.filter) ? fields.filter : fields.detection
  if (!isFields(detection)) return null
  const selections = Object.entries(detection).filter(([name]) => !NO_SELECTIONS.has(name))
  return (
    <details class="rule-logic" open>
      <summary>
        <h4>{t('rule_logic')}</h4>
      </summary>
      {selections.map(([name, selection]) => (
        <div key={name} class="selection">
          <p class="code">
            <ForeignText text={name} />
          </p>
          <Selection selection={selection} />
        </div>
      ))}
      <p>
        {t('rule_condition')}{' '}
        <code>
          <ForeignText text={takeTexts(detection.condition).join('; ')} />
        </code>
      </p>
    </details>
  )
}

function Selection({ selection }: { selection: unknown }) {
  const { t } = useServices()
  const parts: unknown[] = Array.isArray(selection) ? selection : [selection]
  return (
    <ul>
      {parts.flatMap((part, index) => {
        if (!isFields(part)) return [<li key={index}>{String(part)}</li>]
        const items = Object.entries(part)
        return [
          <li key={index}>
            {index > 0 && <span class="soft">{t('rule_or')} </span>}
            {items.map(([field, value], place) => (
              <Item key={field} field={field} value={value} isFurther={place > 0} />
            ))}
          </li>,
        ]
      })}
    </ul>
  )
}

const OPERATORS: Readonly<Record<string, MessageKey>> = {
  contains: 'rule_op_contains',
  startswith: 'rule_op_starts',
  endswith: 'rule_op_ends',
  re: 'rule_op_pattern',
  neq: 'rule_op_not',
  exists: 'rule_op_exists',
}
const SIGNS: Readonly<Record<string, string>> = { lt: '<', lte: '≤', gt: '>', gte: '≥' }

interface ItemProps {
  readonly field: string
  readonly value: unknown
  readonly isFurther: boolean
}

function Item({ field, value, isFurther }: ItemProps) {
  const { t } = useServices()
  const [name = field, ...modifiers] = field.split('|')
  const values = (Array.isArray(value) ? value : [value]).map((one: unknown) => writeValue(one))
  const isAll = modifiers.includes('all')
  return (
    <span class="item">
      {isFurther && <span class="soft">{t('rule_and')} </span>}
      <code>
        <ForeignText text={name} />
      </code>{' '}
      {nameOperator(t, modifiers)}{' '}
      {values.length > 1 && <span class="soft">({t(isAll ? 'rule_all_of' : 'rule_one_of')}) </span>}
      <Values values={values} />
    </span>
  )
}

function nameOperator(t: Translate, modifiers: readonly string[]): string {
  const words = modifiers
    .filter((modifier) => modifier !== 'all')
    .map((modifier) => {
      const key = Object.hasOwn(OPERATORS, modifier) ? OPERATORS[modifier] : undefined
      if (key !== undefined) return t(key)
      return (Object.hasOwn(SIGNS, modifier) ? SIGNS[modifier] : undefined) ?? modifier
    })
  return words.length === 0 ? t('rule_op_is') : words.join(' ')
}

function writeValue(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function Values({ values }: { values: readonly string[] }) {
  const { t } = useServices()
  return (
    <>
      {values.slice(0, FEW).map(drawValue)}
      {values.length > FEW && (
        <details class="more-values">
          <summary>{t('rule_more_values', values.length - FEW)}</summary>
          {values.slice(FEW).map(drawValue)}
        </details>
      )}
    </>
  )
}

function drawValue(value: string, index: number) {
  return (
    <span key={index} class="value">
      <ForeignText text={value} />
    </span>
  )
}

function StoryLogic({ correlation }: { correlation: Fields }) {
  const { t } = useServices()
  const { type, condition, timespan, ...rest } = correlation
  const span = describeSpan(t, String(timespan))
  const [least] = isFields(condition) ? [condition.gte] : []
  const groups = takeTexts(rest['group-by'] ?? [])
  return (
    <div class="rule-logic">
      <h4>{t('rule_logic')}</h4>
      <p>{describeStory(t, String(type), least, span)}</p>
      {groups.length > 0 && <p>{describeGroups(t, groups)}</p>}
    </div>
  )
}

function describeStory(t: Translate, type: string, least: unknown, span: string): string {
  if (type === 'temporal_ordered') return t('rule_story_ordered', span)
  if (type === 'temporal' && typeof least === 'number') return t('rule_story_some', least, span)
  if (type === 'temporal') return t('rule_story_all', span)
  return t('rule_story_count', span)
}

function describeGroups(t: Translate, groups: readonly string[]): string {
  if (groups.join() === 'thread') return t('rule_by_thread')
  if (groups.join() === 'sender.key') return t('rule_by_sender')
  return t('rule_by_fields', groups.join(', '))
}
