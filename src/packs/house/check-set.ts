import type { FileFault } from '../read-yaml.ts'
import { faultAt, type ParsedRule } from '../parse-rule.ts'
import { itemsOf } from './check-logic.ts'
import type { DetectionItem } from './detection-items.ts'

const SIGNAL_FIELDS: ReadonlySet<string> = new Set([
  'message.signals',
  'thread.signals',
  'thread.own_signals',
])
const QUIET_LEVELS: ReadonlySet<string> = new Set(['informational', 'low'])

/** What only shows when all rules are seen together. */
export function checkSet(rules: readonly ParsedRule[]): FileFault[] {
  const names = new Set(rules.filter(({ kind }) => kind === 'signal').map(({ rule }) => rule.name))
  const mentions = rules.flatMap((parsed) =>
    itemsOf(parsed.fields)
      .filter(({ field }) => SIGNAL_FIELDS.has(field))
      .flatMap((item) => listMentions(parsed, item)),
  )
  const unknown = mentions
    .filter(({ name, isPattern }) => !isPattern && !names.has(name))
    .map(({ parsed, at, name }) =>
      faultAt(parsed.document, at, `${at.join('.')}: "${name}" is no signal of this set`),
    )
  return [...unknown, ...findUnused(rules, mentions), ...findUntried(rules)]
}

/** The ladder's first step may not warn, so neither may a story by way of it. */
function findUntried(rules: readonly ParsedRule[]): FileFault[] {
  const untried = new Map(
    rules
      .filter(({ rule }) => rule.status === 'experimental')
      .map(({ rule }) => [rule.id, rule.name]),
  )
  return rules.flatMap((parsed) => {
    if (parsed.kind !== 'story' || QUIET_LEVELS.has(parsed.rule.level)) return []
    return parsed.rule.rules.flatMap((id, index) => {
      const name = untried.get(id)
      if (name === undefined) return []
      const at = ['correlation', 'rules', index]
      return [
        faultAt(
          parsed.document,
          at,
          `${at.join('.')}: "${name}" is experimental: no warning may rest on it`,
        ),
      ]
    })
  })
}

interface Mention {
  readonly parsed: ParsedRule
  readonly at: readonly (string | number)[]
  readonly name: string
  readonly isPattern: boolean
}

function listMentions(parsed: ParsedRule, { at, modifiers, values }: DetectionItem): Mention[] {
  return values.flatMap((value, index) => {
    if (typeof value !== 'string') return []
    const isPattern = /[*?]/.test(value) || modifiers.some((modifier) => modifier !== 'all')
    return [{ parsed, at: values.length > 1 ? [...at, index] : at, name: value, isPattern }]
  })
}

/** A signal below `medium` shows only through a story or another rule. */
function findUnused(rules: readonly ParsedRule[], mentions: readonly Mention[]): FileFault[] {
  const used = new Set(
    rules.flatMap((parsed) => (parsed.kind === 'story' ? parsed.rule.rules : [])),
  )
  const isMentioned = (signal: string): boolean =>
    mentions.some(({ name, isPattern }) =>
      isPattern ? signal.includes(name.replace(/[*?]/g, '')) : signal === name,
    )
  return rules
    .filter(({ kind, rule }) => {
      const isQuiet = kind === 'signal' && QUIET_LEVELS.has(rule.level)
      return isQuiet && !used.has(rule.id) && !isMentioned(rule.name)
    })
    .map(({ document }) => faultAt(document, [], 'does nothing: no story and no rule uses it'))
}
