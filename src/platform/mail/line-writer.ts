/** Collects text as a page lays it out: white space collapsed, blocks on lines of their own. */
export class LineWriter {
  readonly #limit: number
  readonly #parts: string[] = []
  #length = 0
  /** Line breaks due before the next word; none at the very beginning. */
  #breaks = 0
  #hasSpace = false

  constructor(limit: number) {
    this.#limit = limit
  }

  get isCut(): boolean {
    return this.#length > this.#limit
  }

  addText(text: string): void {
    const collapsed = text.replace(/[ \t\n\r\f]+/g, ' ')
    if (collapsed === '') return
    if (collapsed === ' ') {
      this.addSpace()
      return
    }
    if (collapsed.startsWith(' ')) this.addSpace()
    // Only plain spaces collapse: a no-break space stays.
    this.#write(collapsed.replace(/^ | $/g, ''))
    if (collapsed.endsWith(' ')) this.addSpace()
  }

  /** Text whose line breaks and spaces stand as they are. */
  addExact(text: string): void {
    if (text !== '') this.#write(text.replace(/\r\n?/g, '\n'))
  }

  addSpace(): void {
    this.#hasSpace = true
  }

  /** `<br>`: each one counts. */
  breakLine(): void {
    this.#breaks = Math.min(this.#breaks + 1, 2)
  }

  breakBlock(): void {
    this.#breaks = Math.max(this.#breaks, 1)
  }

  breakParagraph(): void {
    this.#breaks = Math.max(this.#breaks, 2)
  }

  finish(): string {
    return this.#parts.join('').trim()
  }

  #write(text: string): void {
    if (this.isCut) return
    const isFirst = this.#length === 0
    const gap = this.#breaks > 0 ? '\n'.repeat(this.#breaks) : this.#hasSpace ? ' ' : ''
    if (!isFirst && gap !== '') this.#push(gap)
    this.#push(text)
    this.#breaks = 0
    this.#hasSpace = false
  }

  #push(text: string): void {
    this.#parts.push(text)
    this.#length += text.length
  }
}
