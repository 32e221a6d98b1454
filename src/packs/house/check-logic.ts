import { EVENT_FIELDS } from '../event-fields.ts'
import { isFields } from '../rule-fields.ts'
import { listDetectionItems, type DetectionItem } from './detection-items.ts'
import { breach, type Breach, type RuleUnderCheck } from './place.ts'

/** `not selection`, `not 1 of selection*`, `not (a or b)`: an exemption, ANDed to each rule. */
const EXEMPTION = /^not\s+(?:[\w*]+|(?:1|any|all)\s+of\s+[\w*]+|\([^()]*\))$/i
/** What stories may group by beside event fields. */
const GROUPS: ReadonlySet<string> = new Set(['thread', 'sender.key'])

/** What a rule asks of the event. */
export function checkLogic({ parsed }: RuleUnderCheck): Breach[] {
  const { fields, kind, rule } = parsed
  const breaches = itemsOf(fields)
    .filter(({ field }) => field !== '' && !EVENT_FIELDS.has(field))
    .map(({ at, field }) => breach(at, `"${field}" is no field of an event (rules/README.md)`))
  if (kind === 'exception') breaches.push(...checkExemption(fields.filter))
  if (kind === 'story') {
    for (const group of rule.groupBy) {
      if (isGroup(group, rule.aliases)) continue
      breaches.push(breach(['correlation', 'group-by'], `"${group}" is no field of an event`))
    }
  }
  if (isFields(fields.logsource) && fields.logsource.product !== 'message') {
    breaches.push(breach(['logsource', 'product'], 'must be "message"'))
  }
  return breaches
}

export function itemsOf(fields: Readonly<Record<string, unknown>>): DetectionItem[] {
  return ['detection', 'filter'].flatMap((section) => {
    const detection = fields[section]
    return isFields(detection) ? listDetectionItems(detection, section) : []
  })
}

function isGroup(group: string, aliases: Readonly<Record<string, unknown>> | undefined): boolean {
  return GROUPS.has(group) || EVENT_FIELDS.has(group) || Object.hasOwn(aliases ?? {}, group)
}

function checkExemption(filter: unknown): Breach[] {
  const condition = isFields(filter) ? filter.condition : undefined
  if (typeof condition === 'string' && EXEMPTION.test(condition.trim())) return []
  return [breach(['filter', 'condition'], 'must be an exemption: "not selection"')]
}
