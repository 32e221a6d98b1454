import type { Recipient, Sender } from '../engine/message.ts'
import type { CompiledField } from './compile-site.ts'
import type { Candidate, Condition, FieldName } from './definition.ts'
import { goOn, type Way } from './field-tally.ts'
import type { UnitView } from './unit-view.ts'

export type FieldValues = Partial<Record<FieldName, string>>

export interface FieldsRead {
  readonly values: FieldValues
  /** What the next message of the run takes over. */
  readonly carried: FieldValues
  /** Which candidates gave the values. */
  readonly way: Way
}

const MAX_VALUE = 2_000

/** Reads every field of a definition: candidates in order, then what the run carries. */
export function readFields(view: UnitView, inherited: FieldValues, start: Way): FieldsRead {
  const values: FieldValues = {}
  const carried: FieldValues = {}
  let way = start
  for (const field of view.site.fields) {
    const index =
      field.name === 'sentAt'
        ? gatherTimes(view, field, values)
        : findCandidate(view, field, values, inherited)
    const candidate = field.candidates[index]
    way = goOn(way, field.places[index] ?? field.total)
    if (candidate?.carry === true) carried[field.name] = values[field.name] ?? ''
  }
  return { values, carried, way }
}

/** Takes the value of the first candidate that gives one; answers which. */
function findCandidate(
  view: UnitView,
  { name, candidates }: CompiledField,
  values: FieldValues,
  inherited: FieldValues,
): number {
  for (let index = 0; index < candidates.length; index++) {
    const candidate = candidates[index]
    if (candidate === undefined) continue
    const value =
      tryCandidate(view, candidate, values) ?? (candidate.carry ? inherited[name] : undefined)
    if (value === undefined) continue
    values[name] = value.length > MAX_VALUE ? value.slice(0, MAX_VALUE) : value
    return index
  }
  return -1
}

/** What every candidate shows, one a line, for the background to read; answers which is the first. */
function gatherTimes(view: UnitView, field: CompiledField, values: FieldValues): number {
  const lines: string[] = []
  let first = -1
  for (const [index, candidate] of field.candidates.entries()) {
    const shown = tryCandidate(view, candidate, values)
    if (shown === undefined) continue
    if (first < 0) first = index
    lines[field.places[index] ?? 0] = shown.slice(0, MAX_VALUE).replaceAll('\n', ' ')
  }
  if (first >= 0) values.sentAt = lines.join('\n')
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
export function isProven(view: UnitView, proofs: readonly (readonly Condition[])[]): boolean {
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

/** Undefined where nothing of the sender is known. */
export function toSender(values: FieldValues): Sender | undefined {
  const sender: { -readonly [K in keyof Sender]: Sender[K] } = {}
  if (values['sender.name'] !== undefined) sender.name = values['sender.name']
  if (values['sender.email'] !== undefined) sender.email = values['sender.email']
  if (values['sender.replyTo'] !== undefined) sender.replyTo = values['sender.replyTo']
  if (values['sender.profileUrl'] !== undefined) sender.profileUrl = values['sender.profileUrl']
  if (values['sender.headline'] !== undefined) sender.headline = values['sender.headline']
  const degree = Number(values['sender.degree'])
  if (degree >= 1 && degree <= 3) sender.degree = degree
  return Object.keys(sender).length > 0 ? sender : undefined
}

export function toRecipient(values: FieldValues): Recipient | undefined {
  const recipient: { -readonly [K in keyof Recipient]: Recipient[K] } = {}
  if (values['recipient.name'] !== undefined) recipient.name = values['recipient.name']
  if (values['recipient.email'] !== undefined) recipient.email = values['recipient.email']
  if (values['recipient.headline'] !== undefined) recipient.headline = values['recipient.headline']
  return Object.keys(recipient).length > 0 ? recipient : undefined
}
