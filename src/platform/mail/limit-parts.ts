import { joinBytes } from './split-lines.ts'

export interface LimitedMail {
  readonly bytes: Uint8Array
  /** What was left out and why; empty where the mail is whole. */
  readonly cuts: readonly string[]
}

const MAX_BYTES = 64 * 1024 * 1024
const MAX_LINES = 900_000
const MAX_PARTS = 500
/** Lines of one part that is not base64: the parser's work on each is heavy. */
export const MAX_TEXT_LINES = 10_000
/** RFC 2046 allows 70. */
const MAX_BOUNDARY = 200
const MAX_BOUNDARIES = 500
const NEWLINE = 0x0a
const DASH = 0x2d

/**
 * Cuts a mail to what can be parsed in bounded time. The parser takes seconds for many parts and
 * minutes for millions of lines, and once its own limits are hit it gives back nothing at all.
 */
export function limitParts(bytes: Uint8Array): LimitedMail {
  const within = bytes.length > MAX_BYTES ? bytes.subarray(0, MAX_BYTES) : bytes
  const cutter = new PartCutter(within)
  const kept = cutter.run()
  if (within === bytes) return { bytes: kept, cuts: cutter.cuts }
  const megabytes = Math.ceil(bytes.length / 1024 / 1024)
  return { bytes: kept, cuts: [`only the first 64 of ${megabytes} MB were read`, ...cutter.cuts] }
}

class PartCutter {
  readonly cuts: string[] = []
  readonly #bytes: Uint8Array
  readonly #boundaries: ReadonlySet<string>
  readonly #kept: Uint8Array[] = []
  #keptFrom = 0
  #parts = 0
  #lines = 0
  #isHeader = true
  #isBase64 = false
  #textLines = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.#boundaries = findBoundaries(new TextDecoder('latin1').decode(bytes))
  }

  run(): Uint8Array {
    const bytes = this.#bytes
    let start = 0
    while (start < bytes.length) {
      const newline = bytes.indexOf(NEWLINE, start)
      const end = newline < 0 ? bytes.length : newline + 1
      this.#readLine(start, end)
      if (this.#isBeyond(start)) return joinBytes(this.#kept)
      start = end
    }
    this.#keep(bytes.length)
    return joinBytes(this.#kept)
  }

  #readLine(start: number, end: number): void {
    this.#lines += 1
    if (this.#isBoundary(start, end)) {
      if (this.#textLines > MAX_TEXT_LINES) this.#keptFrom = start
      this.#parts += 1
      this.#textLines = 0
      this.#isHeader = true
      this.#isBase64 = false
    } else if (this.#isHeader) this.#readHeader(start, end)
    else if (!this.#isBase64) {
      this.#textLines += 1
      if (this.#textLines === MAX_TEXT_LINES + 1) this.#cutText(start)
    }
  }

  #readHeader(start: number, end: number): void {
    const line = this.#lineAt(start, end)
    if (line === '') this.#isHeader = false
    else if (/^content-transfer-encoding:.*base64/i.test(line)) this.#isBase64 = true
  }

  /** The rest of this part is passed over. */
  #cutText(at: number): void {
    this.#keep(at)
    const cut = `only the first ${MAX_TEXT_LINES} lines of a text were read`
    if (!this.cuts.includes(cut)) this.cuts.push(cut)
  }

  #isBeyond(start: number): boolean {
    if (this.#parts <= MAX_PARTS && this.#lines <= MAX_LINES) return false
    this.#keep(start)
    const what = this.#parts > MAX_PARTS ? `${MAX_PARTS} parts` : `${MAX_LINES} lines`
    this.cuts.push(`only the first ${what} were read`)
    return true
  }

  #keep(end: number): void {
    const isPassing = this.#textLines > MAX_TEXT_LINES + 1
    if (!isPassing && end > this.#keptFrom)
      this.#kept.push(this.#bytes.subarray(this.#keptFrom, end))
    this.#keptFrom = end
  }

  #isBoundary(start: number, end: number): boolean {
    const bytes = this.#bytes
    if (bytes[start] !== DASH || bytes[start + 1] !== DASH) return false
    const line = this.#lineAt(start + 2, end)
    const boundary = line.slice(0, MAX_BOUNDARY)
    return this.#boundaries.has(boundary) || this.#boundaries.has(boundary.replace(/--$/, ''))
  }

  /** Without its end, cut: no header or boundary that matters is longer. */
  #lineAt(start: number, end: number): string {
    const line = this.#bytes.subarray(start, Math.min(end, start + MAX_BOUNDARY + 4))
    return String.fromCharCode(...line).trimEnd()
  }
}

function findBoundaries(text: string): Set<string> {
  const boundaries = new Set<string>()
  for (const match of text.matchAll(/\bboundary\s{0,9}=\s{0,9}(?:"([^"\r\n]+)"|([^\s;"]+))/gi)) {
    const boundary = (match[1] ?? match[2] ?? '').trimEnd()
    if (boundary !== '') boundaries.add(boundary.slice(0, MAX_BOUNDARY))
    if (boundaries.size >= MAX_BOUNDARIES) break
  }
  return boundaries
}
