import { joinBytes, splitLines } from './split-lines.ts'

const NEWLINE = new Uint8Array([0x0a])
const FROM = [0x46, 0x72, 0x6f, 0x6d, 0x20]
const GREATER = 0x3e
const CARRIAGE_RETURN = 0x0d

/** `From a@b.example Thu Nov 26 10:00:00 2026`: nothing else writes such a line unquoted. */
const FULL =
  /^From \S.*\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b.*\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b.*\d{1,2}:\d{2}/
/** After an empty line, a sender and a year or time are enough. */
const SHORT = /^From \S+(?:$|\s.*(?:\d{4}|\d{1,2}:\d{2}))/
const MAX_SEPARATOR = 400

/**
 * Mails of an mbox file, one at a time. Lines quoted as `>From ` (mboxo, mboxrd) lose one `>`.
 * A mail over `limit` bytes is given as `too large`, and the next one is read.
 */
export async function* splitMbox(
  chunks: AsyncIterable<Uint8Array>,
  limit: number,
): AsyncGenerator<Uint8Array | 'too large'> {
  let mail: OpenMail | undefined
  let isAfterEmpty = true
  for await (const line of splitLines(chunks)) {
    if (isSeparator(line, isAfterEmpty, mail === undefined)) {
      if (mail !== undefined) yield mail.close()
      mail = new OpenMail(limit)
    } else mail?.add(line)
    isAfterEmpty = isEmpty(line)
  }
  if (mail !== undefined) yield mail.close()
}

class OpenMail {
  readonly #limit: number
  #parts: Uint8Array[] = []
  #size = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  add(line: Uint8Array): void {
    this.#size += line.length + 1
    if (this.#size > this.#limit) this.#parts = []
    else this.#parts.push(isQuotedFrom(line) ? line.subarray(1) : line, NEWLINE)
  }

  /** The empty line before the next separator belongs to that. */
  close(): Uint8Array | 'too large' {
    if (this.#size > this.#limit) return 'too large'
    const last = this.#parts.at(-2)
    if (last !== undefined && isEmpty(last)) this.#parts.splice(-2)
    return joinBytes(this.#parts)
  }
}

function isSeparator(line: Uint8Array, isAfterEmpty: boolean, isFirst: boolean): boolean {
  if (!startsWithFrom(line, 0)) return false
  if (isFirst) return true
  const text = String.fromCharCode(...line.subarray(0, MAX_SEPARATOR)).trimEnd()
  return FULL.test(text) || (isAfterEmpty && SHORT.test(text))
}

function isQuotedFrom(line: Uint8Array): boolean {
  let at = 0
  while (line[at] === GREATER) at += 1
  return at > 0 && startsWithFrom(line, at)
}

function startsWithFrom(line: Uint8Array, at: number): boolean {
  return FROM.every((byte, index) => line[at + index] === byte)
}

function isEmpty(line: Uint8Array): boolean {
  return line.length === 0 || (line.length === 1 && line[0] === CARRIAGE_RETURN)
}
