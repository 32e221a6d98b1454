import { itemsOf } from '../house/check-logic.ts'
import { listDetectionItems } from '../house/detection-items.ts'
import type { ParsedRule } from '../parse-rule.ts'
import type { YamlDocument } from '../read-yaml.ts'
import type { KnownRules } from './known-rules.ts'

/** Path of rules that were borrowed: no file of the user has it. */
export const BORROWED = ''

const SIGNAL_FIELDS: ReadonlySet<string> = new Set([
  'message.signals',
  'thread.signals',
  'thread.own_signals',
])

const NO_DOCUMENT: YamlDocument = {
  path: BORROWED,
  index: 0,
  count: 1,
  value: {},
  lineOf: () => 1,
}

/**
 * The known rules on which own ones depend, and those on which these do: to judge by the own rules,
 * no others are needed. A known rule whose name an own one has is called something else.
 */
export function borrowRules(own: readonly ParsedRule[], known: KnownRules): ParsedRule[] {
  const loan = new Loan(own, known)
  for (const parsed of own) loan.lendTo(parsed)
  return loan.finish()
}

class Loan {
  readonly #byReference = new Map<string, ParsedRule>()
  readonly #signals: readonly ParsedRule[]
  readonly #exceptions: readonly ParsedRule[]
  readonly #lent = new Set<ParsedRule>()

  constructor(own: readonly ParsedRule[], known: KnownRules) {
    const taken = new Set(own.map(({ rule }) => rule.name))
    const nameApart = (name: string): string => (taken.has(name) ? `${name}@built-in` : name)
    const shared = { document: NO_DOCUMENT, fields: {} }
    this.#signals = known.signals.map((rule) => {
      return { ...shared, kind: 'signal', rule: { ...rule, name: nameApart(rule.name) } }
    })
    const stories = known.stories.map((rule): ParsedRule => {
      const named = { ...rule, name: nameApart(rule.name) }
      return { ...shared, kind: 'story', rule: named, hasLevel: true }
    })
    this.#exceptions = known.exceptions.map((rule) => {
      return { ...shared, kind: 'exception', rule: { ...rule, name: nameApart(rule.name) } }
    })
    for (const parsed of [...this.#signals, ...stories]) {
      this.#byReference.set(parsed.rule.id, parsed)
      this.#byReference.set(parsed.rule.name, parsed)
    }
  }

  lendTo(parsed: ParsedRule): void {
    const wanted: ParsedRule[] = []
    if (parsed.kind !== 'signal') {
      for (const reference of parsed.rule.rules) wanted.push(...this.#find(reference))
    }
    if (parsed.kind !== 'story') wanted.push(...this.#findMentioned(parsed))
    for (const rule of wanted) {
      if (this.#lent.has(rule)) continue
      this.#lent.add(rule)
      this.lendTo(rule)
    }
  }

  /** An exception belongs to every signal that is judged by; what it asks for is needed with it. */
  finish(): ParsedRule[] {
    for (;;) {
      const before = this.#lent.size
      const ids = new Set([...this.#lent].map(({ rule }) => rule.id))
      for (const exception of this.#exceptions) {
        if (exception.kind !== 'exception' || this.#lent.has(exception)) continue
        const rules = exception.rule.rules.filter((id) => ids.has(id))
        if (rules.length === 0) continue
        this.#lent.add(exception)
        for (const mentioned of this.#findMentioned(exception)) {
          this.#lent.add(mentioned)
          this.lendTo(mentioned)
        }
      }
      if (this.#lent.size === before) return this.#cutExceptions()
    }
  }

  /** An exception keeps those of its rules that were lent. */
  #cutExceptions(): ParsedRule[] {
    const ids = new Set([...this.#lent].map(({ rule }) => rule.id))
    return [...this.#lent].map((parsed) => {
      if (parsed.kind !== 'exception') return parsed
      const rules = parsed.rule.rules.filter((id) => ids.has(id))
      return { ...parsed, rule: { ...parsed.rule, rules } }
    })
  }

  #find(reference: string): ParsedRule[] {
    const found = this.#byReference.get(reference) ?? this.#byReference.get(reference.toLowerCase())
    return found === undefined ? [] : [found]
  }

  /** Signals that a detection names in a field of signals. */
  #findMentioned(parsed: ParsedRule): ParsedRule[] {
    const items =
      parsed.document === NO_DOCUMENT
        ? listDetectionItems(parsed.kind === 'story' ? {} : parsed.rule.detection, 'detection')
        : itemsOf(parsed.fields)
    return items
      .filter(({ field }) => SIGNAL_FIELDS.has(field))
      .flatMap(({ modifiers, values }) => {
        const isLoose = modifiers.some((modifier) => modifier !== 'all' && modifier !== 'neq')
        const texts = values.filter((value) => typeof value === 'string')
        const isPattern = isLoose || texts.some((text) => /[*?]/.test(text))
        // What a pattern may mean is not worked out: all signals are few enough.
        return isPattern ? this.#signals : texts.flatMap((text) => this.#find(text))
      })
  }
}
