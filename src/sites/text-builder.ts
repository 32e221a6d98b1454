/** Where a stretch of read text came from: output and node advance in step. */
export interface TextSegment {
  /** Offset of its first unit in the text read. */
  readonly start: number
  length: number
  readonly node: Text
  /** Offset of the same unit in the node's data. */
  readonly offset: number
}

/** Collects text as a reader sees it, keeping for every stretch the node that shows it. */
export class TextBuilder {
  readonly segments: TextSegment[] = []
  /** Whether something was left out because the text grew beyond its limit. */
  isCut = false
  readonly #parts: string[] = []
  #length = 0
  #pendingBreaks = 0
  #hasPendingSpace = false

  readonly #limit: number
  constructor(limit: number) {
    this.#limit = limit
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
    if (node !== undefined) this.#addSegment(kept.length, node, offset)
    this.#parts.push(kept)
    this.#length += kept.length
  }

  #addSegment(length: number, node: Text, offset: number): void {
    const last = this.segments.at(-1)
    const isNext =
      last?.node === node &&
      last.offset + last.length === offset &&
      last.start + last.length === this.#length
    if (isNext) last.length += length
    else this.segments.push({ start: this.#length, length, node, offset })
  }
}

/** Never ends between the halves of a surrogate pair. */
export function cutWhole(text: string, length: number): string {
  const code = text.charCodeAt(length - 1)
  return text.slice(0, code >= 0xd800 && code <= 0xdbff ? length - 1 : length)
}

/** Space, tab and line ends; a no-break space is text. */
function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d)
}

function skipSpace(data: string, at: number): number {
  let end = at
  while (end < data.length && isSpace(data.charCodeAt(end))) end++
  return end
}

/** Over words with one space between, which stay as they are. */
function skipWords(data: string, at: number): number {
  let end = at
  for (; end < data.length; end++) {
    const code = data.charCodeAt(end)
    if (!isSpace(code)) continue
    if (code !== 0x20 || end + 1 === data.length || isSpace(data.charCodeAt(end + 1))) break
  }
  return end
}
