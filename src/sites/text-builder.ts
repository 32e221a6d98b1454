/** Where a stretch of read text came from: output and node advance in step. */
export interface TextSegment {
  /** Offset of its first unit in the text read. */
  readonly start: number
  readonly length: number
  readonly node: Text
  /** Offset of the same unit in the node's data. */
  readonly offset: number
}

/** Collects text as a reader sees it. */
export class TextBuilder {
  /** Whether something was left out because the text grew beyond its limit. */
  isCut = false
  readonly #parts: string[] = []
  #length = 0
  #pendingBreaks = 0
  #hasPendingSpace = false

  readonly #limit: number
  readonly #onSegment: ((segment: TextSegment) => void) | undefined
  /** `onSegment` is told of every stretch of text which node shows it. */
  constructor(limit: number, onSegment?: (segment: TextSegment) => void) {
    this.#limit = limit
    this.#onSegment = onSegment
  }

  get isFull(): boolean {
    return this.isCut || this.#length >= this.#limit
  }

  /** `data` starts at `offset` of the node. Runs of white space become one space, none where a line begins. */
  addCollapsed(node: Text, data: string, offset = 0): void {
    let at = 0
    while (at < data.length && !this.isFull) {
      const start = skipSpace(data, at)
      if (start > at) this.#hasPendingSpace = true
      if (start >= data.length) return
      const end = skipWords(data, start)
      this.#flushGap()
      this.#append(data.slice(start, end), node, offset + start)
      at = end
    }
    if (at < data.length) this.isCut = true
  }

  /** White space stands as it is (preformatted text), but not before the first word. */
  addExact(node: Text, data: string, offset = 0): void {
    const skipped = this.#length === 0 ? skipSpace(data, 0) : 0
    if (skipped === data.length) return
    this.#flushGap()
    this.#append(data.slice(skipped), node, offset + skipped)
  }

  /** Text that no text node holds: the `alt` of an emoji. */
  addLoose(text: string): void {
    this.#flushGap()
    this.#append(text)
  }

  /** At least this many line breaks stand before what comes next. */
  breakLine(count: number): void {
    this.#hasPendingSpace = false
    this.#pendingBreaks = Math.max(this.#pendingBreaks, count)
  }

  /** A `<br>`: one line break more, whatever stands before. */
  addBreak(): void {
    this.#hasPendingSpace = false
    this.#pendingBreaks += 1
  }

  addSpace(): void {
    this.#hasPendingSpace = true
  }

  toString(): string {
    return this.#parts.join('')
  }

  #flushGap(): void {
    if (this.#length > 0) {
      if (this.#pendingBreaks > 0) this.#append('\n'.repeat(Math.min(this.#pendingBreaks, 3)))
      else if (this.#hasPendingSpace) this.#append(' ')
    }
    this.#pendingBreaks = 0
    this.#hasPendingSpace = false
  }

  #append(text: string, node?: Text, offset = 0): void {
    const room = this.isCut ? 0 : this.#limit - this.#length
    const kept = text.length > room ? cutWhole(text, room) : text
    if (kept.length < text.length) this.isCut = true
    if (kept === '') return
    if (node !== undefined) {
      this.#onSegment?.({ start: this.#length, length: kept.length, node, offset })
    }
    this.#parts.push(kept)
    this.#length += kept.length
  }
}

/** Never ends between the halves of a surrogate pair. */
export function cutWhole(text: string, length: number): string {
  const code = text.charCodeAt(length - 1)
  return text.slice(0, code >= 0xd800 && code <= 0xdbff ? length - 1 : length)
}

/** Space, tab and line ends are space; a no-break space is text. */
const WORD = /[^\t-\r ]/g
/** White space that is more than one space between two words. */
const GAP = /[\t-\r]| (?=[\t-\r ]|$)/g

function skipSpace(data: string, at: number): number {
  return findFrom(data, WORD, at)
}

/** Over words with one space between, which stay as they are. */
function skipWords(data: string, at: number): number {
  return findFrom(data, GAP, at)
}

/** The browser's own search is many times faster than a loop of ours that runs for the first time. */
function findFrom(data: string, pattern: RegExp, at: number): number {
  pattern.lastIndex = at
  return pattern.exec(data)?.index ?? data.length
}
