import type { RuleRelations } from '../../platform/rule-protocol.ts'
import type { RuleView } from '../../platform/schema/views.ts'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { useServices } from '../../ui/services.ts'
import { linkRule } from './use-wanted-rule.ts'

interface Props {
  readonly kind: RuleView['kind']
  readonly relations: RuleRelations
  readonly rules: readonly RuleView[]
}

/** Rules that a rule hangs together with, each a way to read it. */
export function RuleLinks({ kind, relations, rules }: Props) {
  const { t } = useServices()
  const { needs, usedBy, exceptions, asksFor, askedBy } = relations
  const needed = kind === 'exception' ? t('rule_silences') : t('rule_needs')
  const lists = [
    [needed, needs],
    [t('rule_used_by'), usedBy],
    [t('rule_exceptions'), exceptions],
    [t('rule_asks_for'), asksFor],
    [t('rule_asked_by'), askedBy],
  ] as const
  return (
    <>
      {lists.map(
        ([name, ids]) => ids.length > 0 && <RuleLinkList key={name} {...{ name, ids, rules }} />,
      )}
    </>
  )
}

interface ListProps {
  readonly name: string
  readonly ids: readonly string[]
  readonly rules: readonly RuleView[]
}

function RuleLinkList({ name, ids, rules }: ListProps) {
  const { t } = useServices()
  const wanted = new Set(ids)
  const found = rules.filter(({ id }) => wanted.has(id))
  return (
    <details class="rule-links" open={ids.length <= 12}>
      <summary>
        <h4>{name}</h4> <span class="soft">({ids.length})</span>
      </summary>
      <ul aria-label={name}>
        {found.map(({ id, title, enabled }) => (
          <li key={id}>
            <a href={linkRule(id)}>
              <ForeignText text={title} />
            </a>
            {!enabled && <span class="soft"> ({t('rule_off')})</span>}
          </li>
        ))}
      </ul>
    </details>
  )
}
