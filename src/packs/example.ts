import * as v from 'valibot'
import type { Message } from '../engine/message.ts'
import { describeIssue, messageSchema } from './message-schema.ts'
import { faultAt } from './fault-at.ts'
import type { FileFault, YamlDocument } from './read-yaml.ts'

/** A conversation, judged at its last message. */
export type Example = readonly Message[]

/** A rule's own examples: those that it must hit, and near misses that it must leave alone. */
export interface RuleExamples {
  /** Name of the rule. */
  readonly rule: string
  readonly id: string
  readonly kind: 'signal' | 'story' | 'exception'
  /** Where the rule stands, to name a failing example. */
  readonly path: string
  readonly match: readonly Example[]
  readonly near: readonly Example[]
  /** Lines of the examples in the rule's file, in the same order. */
  readonly lines: { readonly match: readonly number[]; readonly near: readonly number[] }
}

const testsSchema = v.strictObject({
  match: v.optional(v.array(v.unknown()), []),
  near: v.optional(v.array(v.unknown()), []),
})

export interface ParsedExamples {
  readonly match: readonly Example[]
  readonly near: readonly Example[]
  readonly lines: { readonly match: readonly number[]; readonly near: readonly number[] }
  readonly faults: readonly FileFault[]
}

/** Reads `tests`; a faulty example is named and the others stay. */
export function parseExamples(document: YamlDocument, tests: unknown): ParsedExamples {
  const result = v.safeParse(testsSchema, tests ?? {})
  if (!result.success) {
    const message = `tests: ${describeIssue(result.issues[0])}; expected lists "match" and "near"`
    const faults = [{ ...faultAt(document, ['tests'], message), kept: true as const }]
    return { match: [], near: [], lines: { match: [], near: [] }, faults }
  }
  const match = parseSide(document, 'match', result.output.match)
  const near = parseSide(document, 'near', result.output.near)
  return {
    match: match.examples,
    near: near.examples,
    lines: { match: match.lines, near: near.lines },
    faults: [...match.faults, ...near.faults],
  }
}

interface Side {
  readonly examples: Example[]
  readonly lines: number[]
  readonly faults: FileFault[]
}

function parseSide(document: YamlDocument, side: string, items: readonly unknown[]): Side {
  const parsed: Side = { examples: [], lines: [], faults: [] }
  items.forEach((item, index) => {
    const at = ['tests', side, index]
    const example = parseExample(item)
    if (typeof example === 'string') {
      const message = `tests.${side}.${index}: ${example}`
      parsed.faults.push({ ...faultAt(document, at, message), kept: true })
    } else {
      parsed.examples.push(example)
      parsed.lines.push(document.lineOf(at))
    }
  })
  return parsed
}

/** A text, a partial Message, or a list of them. Returns the reason where it is none of these. */
function parseExample(item: unknown): Example | string {
  const items: unknown[] = Array.isArray(item) ? item : [item]
  if (items.length === 0) return 'is empty'
  const messages: Message[] = []
  for (const [index, part] of items.entries()) {
    const filled = fillMessage(part, index)
    const result = v.safeParse(messageSchema, filled)
    if (!result.success) return describeIssue(result.issues[0])
    messages.push(result.output)
  }
  return messages
}

/** All messages of an example belong to one thread unless they say otherwise. */
function fillMessage(part: unknown, index: number): unknown {
  const defaults = { id: `example-${index + 1}`, threadId: 'example', text: '' }
  if (typeof part === 'string') return { ...defaults, text: part }
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
  return { ...defaults, ...part }
}
