import { STAGES } from '../../engine/verdict.ts'
import { takeTexts } from '../rule-fields.ts'
import { isAttackTag } from './attack.ts'
import { breach, type Breach, type RuleUnderCheck } from './place.ts'

const VERB = /^(?:Detects|Finds|Recognises|Notices|Spots|Marks)\b/
const MIN_REASON = 20
const MIN_EXAMPLES = 3
const WARNING_LEVELS: ReadonlySet<unknown> = new Set(['medium', 'high', 'critical'])
/** From first draft to a release without a complaint; a built-in rule that is neither has no place. */
const LADDER: ReadonlySet<unknown> = new Set(['experimental', 'test', 'stable'])
const READERS_TEXTS = ['explain', 'innocent', 'advice'] as const

/** What a rule says to people: its authors, reviewers and the reader of a warning. */
export function checkMeaning(rule: RuleUnderCheck): Breach[] {
  const { kind } = rule.parsed
  if (kind === 'exception') return [...checkReason(rule), ...checkExamples(rule)]
  return [
    ...checkDescription(rule),
    ...checkTexts(rule),
    ...checkStage(rule),
    ...checkLevel(rule),
    ...checkExamples(rule),
  ]
}

/** An exemption without a reason can't be reviewed. */
function checkReason({ parsed: { fields } }: RuleUnderCheck): Breach[] {
  const { description } = fields
  const isGiven = typeof description === 'string' && description.trim().length >= MIN_REASON
  return isGiven ? [] : [breach('description', 'must say why this is harmless')]
}

function checkDescription({ parsed: { fields } }: RuleUnderCheck): Breach[] {
  const breaches: Breach[] = []
  const { description, status, tags, falsepositives, languages } = fields
  if (typeof description !== 'string' || !VERB.test(description)) {
    breaches.push(breach('description', 'must begin with "Detects" or a like verb'))
  }
  if (status === undefined) breaches.push(breach('status', 'is missing'))
  else if (!LADDER.has(status)) {
    breaches.push(breach('status', `must be one of ${[...LADDER].join(', ')}`))
  }
  breaches.push(...checkTags(tags))
  if (!hasText(falsepositives, () => true)) {
    breaches.push(breach('falsepositives', 'must name at least one harmless case'))
  }
  if (!hasText(languages, () => true)) breaches.push(breach('languages', 'is missing'))
  return breaches
}

function checkTags(tags: unknown): Breach[] {
  if (!hasText(tags, (tag) => tag.startsWith('attack.'))) {
    return [breach('tags', 'needs at least one ATT&CK tag (attack.…)')]
  }
  return takeTexts(tags)
    .filter((tag) => tag.startsWith('attack.') && !isAttackTag(tag))
    .map((tag) => breach('tags', `"${tag}" is no ATT&CK tactic or technique that we know`))
}

function checkTexts({ parsed: { fields, kind } }: RuleUnderCheck): Breach[] {
  const wanted = kind === 'story' ? (['headline', ...READERS_TEXTS] as const) : READERS_TEXTS
  return wanted
    .filter((field) => fields[field] === undefined)
    .map((field) => breach(field, 'is missing'))
}

function checkStage({ parsed: { document, fields, kind } }: RuleUnderCheck): Breach[] {
  const { stage } = fields
  if (stage === undefined) return [breach('stage', `is missing (${STAGES.join(', ')})`)]
  const folders = document.path.split('/')
  const folder = folders[folders.lastIndexOf('signals') + 1]
  if (kind !== 'signal' || folder === stage) return []
  return [breach('stage', `must be the folder's name, "${folder ?? ''}"`)]
}

/** A signal alone warns nobody, unless its author says why this one must. */
function checkLevel({ parsed: { fields, kind } }: RuleUnderCheck): Breach[] {
  const { level, status, alone } = fields
  if (level === undefined) return [breach('level', 'is missing')]
  if (!WARNING_LEVELS.has(level)) return []
  if (status === 'experimental') return [breach('level', 'an experimental rule may be low at most')]
  const isReasoned = typeof alone === 'string' && alone.trim().length >= MIN_REASON
  if (kind !== 'signal' || isReasoned) return []
  return [breach('level', 'a signal is low at most; if it is damning alone, say why in "alone"')]
}

function checkExamples({ examples }: RuleUnderCheck): Breach[] {
  return (['match', 'near'] as const).flatMap((side) => {
    const count = examples?.[side].length ?? 0
    if (count >= MIN_EXAMPLES) return []
    return [breach(['tests', side], `needs ${MIN_EXAMPLES} examples, has ${count}`)]
  })
}

function hasText(value: unknown, isWanted: (text: string) => boolean): boolean {
  const values: unknown[] = Array.isArray(value) ? value : [value]
  return values.some((item) => typeof item === 'string' && item !== '' && isWanted(item))
}
