/** A plain text parted into what the sender wrote and the earlier mail quoted in it. */
export interface SplitText {
  readonly text: string
  readonly quoted: string
}

const MAX_ATTRIBUTION = 300
/** Everything below such a line is an earlier mail. */
const DIVIDER =
  /^\s*-{2,}\s*(?:original message|forwarded message|ursprüngliche nachricht|message d'origine|mensaje original|mensagem original|messaggio originale)\s*-{2,}\s*$/i

/** `From: Ana`, as an earlier mail is introduced. */
const HEADER = /^[A-Z][\w-]{1,20}:\s/

/** Lines that begin with `>` and the line that announces them ("On Monday … wrote:") are quoted. */
export function splitQuotes(body: string): SplitText {
  const lines = body.replace(/\r\n?/g, '\n').split('\n')
  const isQuoted = markQuoted(lines)
  const divider = lines.findIndex((line) => line.length < MAX_ATTRIBUTION && DIVIDER.test(line))
  if (divider >= 0) isQuoted.fill(true, divider, findDividedEnd(lines, divider))
  const own = lines.filter((_, index) => isQuoted[index] !== true)
  const quoted = lines.filter((_, index) => isQuoted[index] === true).map(stripMarks)
  return { text: tidy(own), quoted: tidy(quoted) }
}

/**
 * Below a divider all is quoted, unless marked lines follow: then the answers stand between them,
 * and only the divider with its headers is.
 */
function findDividedEnd(lines: readonly string[], divider: number): number {
  const hasMarks = lines.slice(divider).some((line) => line.startsWith('>'))
  if (!hasMarks) return lines.length
  const end = lines.findIndex((line, index) => index > divider && !HEADER.test(line))
  return end < 0 ? lines.length : end
}

function markQuoted(lines: readonly string[]): boolean[] {
  const isQuoted = lines.map((line) => line.startsWith('>'))
  lines.forEach((_, index) => {
    if (isQuoted[index] !== true || isQuoted[index - 1] === true) return
    for (const attribution of findAttribution(lines, index)) isQuoted[attribution] = true
  })
  return isQuoted
}

/** The one or two lines before a quotation that end in a colon. */
function findAttribution(lines: readonly string[], quote: number): number[] {
  let at = quote - 1
  if ((lines[at] ?? '').trim() === '') at -= 1
  const last = (lines[at] ?? '').trim()
  if (!/[:：]$/.test(last) || last.length > MAX_ATTRIBUTION) return []
  if (isAttribution(last)) return [at]
  const before = (lines[at - 1] ?? '').trim()
  if (before !== '' && isAttribution(before)) return [at - 1, at]
  return /\bwrote:$/i.test(last) ? [at] : []
}

/** It names a day or an address: "Here is what to do:" before a quotation is the sender's own. */
function isAttribution(line: string): boolean {
  return line.length <= MAX_ATTRIBUTION && /\d{1,2}[:./-]\d{1,2}|\d{4}|@/.test(line)
}

function stripMarks(line: string): string {
  return line.replace(/^(?:>[ \t]?)+/, '')
}

function tidy(lines: readonly string[]): string {
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
