import { NO_VALUES, type EventValue, type Scalar } from '../event.ts'
import type { FactSource } from './fact-source.ts'

/** Fields and how to compute them. */
export type FactTable = Readonly<Record<string, (source: FactSource) => readonly EventValue[]>>

/** A text of the message itself, under its path. */
export function original(value: string | undefined, path: string): readonly EventValue[] {
  return value === undefined ? NO_VALUES : [{ value, path }]
}

/** A value that shows nothing. */
export function plain(value: Scalar | undefined): readonly EventValue[] {
  return value === undefined ? NO_VALUES : [{ value }]
}

/** A value derived from the whole of a field: its evidence is that field. */
export function derive(value: Scalar, path: string, length: number): EventValue {
  return { value, path, range: [0, length] }
}

/** A value derived from a part of a field. */
export function deriveFrom(value: Scalar, path: string, start: number, end: number): EventValue {
  return { value, path, range: [start, end] }
}
