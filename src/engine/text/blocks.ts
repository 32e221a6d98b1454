/** More blocks than these are one: the rest of a long text counts as a whole. */
const MAX_BLOCKS = 64

/**
 * 32-bit hashes of the sentences of a text, to recognise a quotation of it: a quoted text was judged
 * before if each of its hashes is known. White space, line breaks, quote marks (`>`), letter case and
 * the line "… wrote:" don't count, since mail programs wrap, prefix and introduce what they quote.
 */
export function hashBlocks(text: string): number[] {
  const lower = text.toLowerCase()
  const sentences = new SentenceHashes()
  for (let start = 0; start < lower.length;) {
    const end = sentences.addLine(lower, start)
    if (sentences.mayBeAttribution && isAttribution(lower.slice(start, end))) sentences.dropLine()
    else sentences.endLine()
    start = end + 1
  }
  return sentences.finish()
}

const SPACE = 1
const BREAK = 2
/** Ends a sentence where white space follows, wrapped or not. */
const MARK = 3
/** Marks of Chinese and Japanese end one always. */
const WIDE_MARK = 4
/** Counts as white space that is seen. */
const QUOTE = 5

const HYPHEN = 0x2d
const LOW_LINE = 0x5f
const COLON = 0x3a
const WIDE_COLON = 0xff1a
const QUOTE_MARK = 0x3e
const ASCII_KINDS = Uint8Array.from({ length: 0x80 }, (_, unit) => classify(unit))

function kindOf(unit: number): number {
  if (unit < 0x80) return ASCII_KINDS[unit] ?? 0
  // Letters of the alphabets are neither white space nor marks.
  return unit > 0xa0 && unit < 0x1680 ? 0 : classify(unit)
}

function classify(unit: number): number {
  if (unit === QUOTE_MARK) return QUOTE
  const character = String.fromCharCode(unit)
  if (/[\r\n\u2028\u2029]/.test(character)) return BREAK
  if (/\s/.test(character)) return SPACE
  if (/[.!?:]/.test(character)) return MARK
  return /[。！？：]/.test(character) ? WIDE_MARK : 0
}

/** What is known of the sentence at hand. */
interface Progress {
  /** Sentences before it. */
  readonly count: number
  /** FNV-1a over its units so far, without white space. */
  readonly hash: number
  /** The same without the marks at its end. */
  readonly bare: number
  readonly isAfterMark: boolean
}

const SEED = 0x811c9dc5 | 0
const PRIME = 0x01000193
const START: Progress = { count: 0, hash: SEED, bare: SEED, isAfterMark: false }

/** Hashes the sentences of a text line by line; a line can be taken back. */
class SentenceHashes {
  readonly #hashes: number[] = []
  #hash = START.hash
  #bare = START.bare
  #isAfterMark = START.isAfterMark
  #atLine = START
  /** Seen by the first and last unit of the line: hardly any has to be looked at again. */
  mayBeAttribution = false

  /** Answers where the line ends. */
  addLine(text: string, start: number): number {
    let first = 0
    let last = 0
    let at = start
    for (; at < text.length; at += 1) {
      const unit = text.charCodeAt(at)
      const kind = kindOf(unit)
      if (kind === BREAK) break
      if (kind !== 0) this.#addSign(unit, kind)
      else at = this.#addLetters(text, at)
      if (kind === SPACE) continue
      last = text.charCodeAt(at)
      if (first === 0 && unit !== QUOTE_MARK) first = unit
    }
    this.mayBeAttribution = isRule(first) || last === COLON || last === WIDE_COLON
    return at
  }

  endLine(): void {
    if (this.#isAfterMark) this.#endSentence()
    this.#atLine = {
      count: this.#hashes.length,
      hash: this.#hash,
      bare: this.#bare,
      isAfterMark: this.#isAfterMark,
    }
  }

  dropLine(): void {
    this.#hashes.length = this.#atLine.count
    this.#hash = this.#atLine.hash
    this.#bare = this.#atLine.bare
    this.#isAfterMark = this.#atLine.isAfterMark
  }

  finish(): number[] {
    if (this.#bare !== SEED) this.#hashes.push(this.#bare >>> 0)
    return [...new Set(this.#hashes)]
  }

  /** Answers where the last of them stands. */
  #addLetters(text: string, start: number): number {
    let hash = this.#hash
    let at = start
    for (; at < text.length; at += 1) {
      const unit = text.charCodeAt(at)
      if (kindOf(unit) !== 0) break
      hash = Math.imul(hash ^ unit, PRIME)
    }
    this.#bare = this.#hash = hash
    this.#isAfterMark = false
    return at - 1
  }

  #addSign(unit: number, kind: number): void {
    if (kind === MARK) {
      this.#hash = Math.imul(this.#hash ^ unit, PRIME)
      this.#isAfterMark = true
    } else if (this.#isAfterMark || kind === WIDE_MARK) this.#endSentence()
  }

  #endSentence(): void {
    this.#isAfterMark = false
    this.#hash = this.#bare
    // The last block takes all that is left.
    if (this.#bare === SEED || this.#hashes.length === MAX_BLOCKS - 1) return
    this.#hashes.push(this.#bare >>> 0)
    this.#hash = this.#bare = SEED
  }
}

function isRule(unit: number): boolean {
  return unit === HYPHEN || unit === LOW_LINE
}

const RULE =
  /^[\s>]*[-_]{3,40}(?:\s?(?:original message|forwarded message|ursprüngliche nachricht|message d.origine|mensaje original|messaggio originale|mensagem original|oorspronkelijk bericht|wiadomość oryginalna|исходное сообщение)\s?)?[-_]{0,40}\s*$/iu
const WROTE =
  /(?:wrote|schrieb|escribió|écrit|scritto|escreveu|schreef|napisał|написал|написала|написав|пише|пишет|写道)\s?[:：]\s*$/iu

/**
 * "On 3 May, Ana Example wrote:", "Am 3. Mai schrieb …:", "-----Original Message-----": short, dated and
 * without a link, so that nothing of weight can hide in it.
 */
function isAttribution(line: string): boolean {
  if (line.length > 160 || /:\/\/|www\./i.test(line)) return false
  return RULE.test(line) || (/\d/.test(line) && WROTE.test(line))
}
