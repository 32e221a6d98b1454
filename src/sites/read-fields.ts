import type { Recipient, Sender } from '../engine/message.ts'
import type { Candidate, Condition, FieldName } from './definition.ts'
import type { UnitView } from './unit-view.ts'

export type FieldValues = Partial<Record<FieldName, string>>

export interface FieldsRead {
  readonly values: FieldValues
  /** What the next message of the run takes over. */
  readonly carried: FieldValues
}

const MAX_VALUE = 2_000

/** Reads every field of a definition: candidates in order, then what the run carries. */
export function readFields(view: UnitView, inherited: FieldValues): FieldsRead {
  const values: FieldValues = {}
  const carried: FieldValues = {}
  for (const [name, candidates] of view.site.fields) {
    for (const candidate of candidates) {
      const value =
        tryCandidate(view, candidate, values) ?? inheritValue(candidate, inherited, name)
      if (value === undefined) continue
      values[name] = value.slice(0, MAX_VALUE)
      if (candidate.carry) carried[name] = values[name]
      break
    }
  }
  return { values, carried }
}

/** The element that shows a field, to mark evidence in; undefined for a carried value. */
export function findOrigin(view: UnitView, field: string): Element | undefined {
  for (const [name, candidates] of view.site.fields) {
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

function inheritValue(
  candidate: Candidate,
  inherited: FieldValues,
  name: FieldName,
): string | undefined {
  return candidate.carry ? inherited[name] : undefined
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
  if (contains !== undefined && !actual.split(/\s+/).includes(contains)) return false
  return startsWith === undefined || actual.startsWith(startsWith)
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
