import { ANY, ONE, type Part } from './sigma-string.ts'

/** Pieces of a pattern between its `*`: literals and ONE only. */
type Segment = readonly (string | typeof ONE)[]

/** A wildcard pattern over a whole text, matched without backtracking over `*`. */
export interface Glob {
  readonly segments: readonly Segment[]
  readonly isOpenAtStart: boolean
  readonly isOpenAtEnd: boolean
}

export function compileGlob(parts: readonly Part[]): Glob {
  const segments: (string | typeof ONE)[][] = [[]]
  for (const part of parts) {
    if (part === ANY) segments.push([])
    else segments.at(-1)?.push(part)
  }
  return {
    segments: segments.filter((segment) => segment.length > 0),
    isOpenAtStart: parts[0] === ANY,
    isOpenAtEnd: parts.at(-1) === ANY,
  }
}

/** Where the pattern's own characters lie in `text`, or undefined where it does not match. */
export function matchGlob(glob: Glob, text: string): [number, number] | undefined {
  const { segments, isOpenAtStart, isOpenAtEnd } = glob
  const first = segments[0]
  if (first === undefined) return isOpenAtStart || text === '' ? [0, text.length] : undefined
  if (segments.length === 1 && !isOpenAtStart && !isOpenAtEnd) {
    return matchForward(first, text, 0) === text.length ? [0, text.length] : undefined
  }
  let index = 0
  let start = 0
  let position = 0
  if (!isOpenAtStart) {
    position = matchForward(first, text, 0)
    if (position < 0) return undefined
    index = 1
  }
  const last = isOpenAtEnd ? segments.length : segments.length - 1
  for (; index < last; index += 1) {
    const found = findSegment(segments[index] ?? [], text, position)
    if (found === undefined) return undefined
    if (index === 0) start = found[0]
    position = found[1]
  }
  if (isOpenAtEnd) return [start, position]
  const tail = matchBackward(segments.at(-1) ?? [], text)
  if (tail < position) return undefined
  return [segments.length === 1 ? tail : start, text.length]
}

function findSegment(segment: Segment, text: string, from: number): [number, number] | undefined {
  const head = segment[0]
  for (let at = from; at <= text.length; at += 1) {
    if (typeof head === 'string') {
      at = text.indexOf(head, at)
      if (at < 0) return undefined
    } else if (isInsidePair(text, at)) continue
    const end = matchForward(segment, text, at)
    if (end >= 0) return [at, end]
  }
  return undefined
}

/** End of the segment's match at `at`, or -1. */
function matchForward(segment: Segment, text: string, at: number): number {
  let position = at
  for (const part of segment) {
    if (part === ONE) {
      if (position >= text.length) return -1
      position += isInsidePair(text, position + 1) ? 2 : 1
    } else if (text.startsWith(part, position)) position += part.length
    else return -1
  }
  return position
}

/** Start of the segment's match at the end of the text, or -1. */
function matchBackward(segment: Segment, text: string): number {
  let position = text.length
  for (let i = segment.length - 1; i >= 0; i -= 1) {
    const part = segment[i] ?? ''
    if (part === ONE) {
      if (position <= 0) return -1
      position -= isInsidePair(text, position - 1) ? 2 : 1
    } else if (text.endsWith(part, position)) position -= part.length
    else return -1
  }
  return position
}

/** Whether `at` stands between the halves of one character. */
function isInsidePair(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return false
  const before = text.charCodeAt(at - 1)
  const after = text.charCodeAt(at)
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff
}
