import type { Message, Recipient, Sender } from '../engine/message.ts'
import type { RunState } from './read-unit.ts'
import type { CompiledField } from './compile-site.ts'
import type { Candidate, Condition, FieldName } from './definition.ts'
import { goOn, type Way } from './field-tally.ts'
import type { UnitView } from './unit-view.ts'

export type FieldValues = Partial<Record<FieldName, string>>

export interface FieldsRead {
  readonly values: FieldValues
  /** Which candidates gave the values. */
  readonly way: Way
  readonly direction: Message['direction']
  /** What the next message of the run takes over. */
  readonly run: RunState
}

const MAX_VALUE = 2_000

/** Reads every field of a definition: candidates in order, then what the run carries. */
export function readFields(
  view: UnitView,
  start: Way,
  inherited: RunState | undefined,
): FieldsRead {
  const values: FieldValues = {}
  const carried: FieldValues = {}
  let way = start
  for (const field of view.site.fields) {
    const index = findCandidate(view, field, values, inherited?.fields ?? {})
    const candidate = field.candidates[index]
    way = goOn(way, field.places[index] ?? field.total)
    if (candidate?.carry === true) carried[field.name] = values[field.name] ?? ''
  }
  const { incoming, outgoing } = view.site.definition
  const isIncoming = isProven(view, incoming)
  const isOutgoing = !isIncoming && (isProven(view, outgoing) || inherited?.isOutgoing === true)
  const state = { fields: carried, isOutgoing }
  const isSame = inherited !== undefined && JSON.stringify(inherited) === JSON.stringify(state)
  const direction = isIncoming ? 'incoming' : isOutgoing ? 'outgoing' : undefined
  return { values, way, direction, run: isSame ? inherited : state }
}

export function cutValue(value: string): string {
  return value.length > MAX_VALUE ? value.slice(0, MAX_VALUE) : value
}

/**
 * Takes the value of the first candidate that gives one; answers which. Of the time it takes what every
 * candidate shows, one a line, for the background to read.
 */
function findCandidate(
  view: UnitView,
  { name, candidates, places, total }: CompiledField,
  values: FieldValues,
  inherited: FieldValues,
): number {
  const isTime = name === 'sentAt'
  const lines: string[] = []
  let first = -1
  for (const [index, candidate] of candidates.entries()) {
    const value =
      tryCandidate(view, candidate, values) ?? (candidate.carry ? inherited[name] : undefined)
    if (value === undefined) continue
    lines[isTime ? (places[index] ?? 0) : 0] = cutValue(value)
    if (first < 0) first = index
    const step = view.steps.at(-1)
    if (step?.source === candidate && (!isTime || total === 1)) step.field = name
    if (!isTime) break
  }
  if (first >= 0) values[name] = lines.join('\n')
  return first
}

/** The element that shows a field, to mark evidence in; undefined for a carried value. */
export function findOrigin(view: UnitView, field: string): Element | undefined {
  for (const { name, candidates } of view.site.fields) {
    if (name !== field) continue
    const shown = candidates.find((candidate) => view.read(candidate) !== undefined)
    return shown === undefined ? undefined : view.find(shown)
  }
  return undefined
}

function tryCandidate(
  view: UnitView,
  candidate: Candidate,
  values: FieldValues,
): string | undefined {
  const { where } = candidate
  if (where !== undefined) {
    const expected = values[where.field]
    if (expected === undefined || view.read(where.is) !== expected) return undefined
  }
  return view.read(candidate)
}

/** Positive proof only: every condition of one of the proofs holds. */
function isProven(view: UnitView, proofs: readonly (readonly Condition[])[]): boolean {
  return proofs.some((proof) => proof.every((condition) => doesHold(view, condition)))
}

function doesHold(view: UnitView, { value, is, oneOf, startsWith, contains }: Condition): boolean {
  if (!view.site.isUsable(value)) return false
  const actual = view.read(value)
  if (actual === undefined) return false
  if (is !== undefined && (!view.site.isUsable(is) || view.read(is) !== actual)) return false
  if (oneOf !== undefined && !oneOf.includes(actual)) return false
  if (contains !== undefined && !holdsWord(actual, contains)) return false
  return startsWith === undefined || actual.startsWith(startsWith)
}

function holdsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const isStart = at === 0 || isSpace(text.charAt(at - 1))
    const end = at + word.length
    if (isStart && (end === text.length || isSpace(text.charAt(end)))) return true
  }
  return false
}

function isSpace(character: string): boolean {
  return character === ' ' || /\s/u.test(character)
}

const RECIPIENT_PARTS = ['name', 'email', 'headline'] as const
const SENDER_PARTS = [...RECIPIENT_PARTS, 'replyTo', 'profileUrl'] as const

/** Undefined where nothing of the sender is known. */
export function toSender(values: FieldValues): Sender | undefined {
  const sender: { -readonly [K in keyof Sender]: Sender[K] } = {}
  for (const part of SENDER_PARTS) {
    const value = values[`sender.${part}`]
    if (value !== undefined) sender[part] = value
  }
  const degree = Number(values['sender.degree'])
  if (degree >= 1 && degree <= 3) sender.degree = degree
  return Object.keys(sender).length > 0 ? sender : undefined
}

export function toRecipient(values: FieldValues): Recipient | undefined {
  const recipient: { -readonly [K in keyof Recipient]: Recipient[K] } = {}
  for (const part of RECIPIENT_PARTS) {
    const value = values[`recipient.${part}`]
    if (value !== undefined) recipient[part] = value
  }
  return Object.keys(recipient).length > 0 ? recipient : undefined
}
