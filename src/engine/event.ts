/**
 * What Sigma rules see: named fields made from a Message. Every field is a list of values; a
 * selection on a field holds if it holds for any of them, and an absent field is an empty list.
 * Fields are computed when first asked for.
 */
export interface Event {
  get(field: string): readonly EventValue[]
}

export type Scalar = string | number | boolean

/** One value, with the way back to the Message it came from. */
export interface EventValue {
  readonly value: Scalar
  /** Path into the Message: `text`, `sender.email`, `attachments.0.name`. Absent: no evidence to show. */
  readonly path?: string
  /**
   * The part of `message[path]` that this value stands for, as UTF-16 offsets. With `path` and
   * without `range` the value is that text itself and offsets carry over unchanged.
   */
  readonly range?: readonly [number, number]
  /**
   * Set on a value that was made from `message[path]` character by character: unit `i` of `value` came
   * from the original's `from[i]` to `to[i]`.
   */
  readonly made?: { readonly from: readonly number[]; readonly to: readonly number[] }
  /** Set on values of `words`. */
  readonly words?: WordsView
}

/**
 * A text cut into words (contracts §6). `value` of its EventValue is the words joined by single
 * spaces, one more at both ends; word `i` came from `message[path].slice(starts[i], ends[i])`.
 */
export interface WordsView {
  readonly words: readonly string[]
  readonly starts: ArrayLike<number>
  readonly ends: ArrayLike<number>
  /** True for a view in which look-alike characters, spacing or leet were undone. */
  readonly disguised?: true
}

/** Fields that depend on the rest of the conversation; `judge` supplies them, not the Message. */
export function isContextField(field: string): boolean {
  return field.startsWith('thread.') || field.startsWith('message.')
}

export const NO_VALUES: readonly EventValue[] = []
