/** A plain text parted into what the sender wrote and the earlier mail quoted in it. */
export interface SplitText {
  readonly text: string
  readonly quoted: string
}

const MAX_ATTRIBUTION = 300
/** Everything below such a line is an earlier mail. */
const DIVIDER =
  /^\s*-{2,}\s*(?:original message|forwarded message|ursprüngliche nachricht|message d'origine|mensaje original|mensagem original|messaggio originale)\s*-{2,}\s*$/i

/** Lines that begin with `>` and the line that announces them ("On Monday … wrote:") are quoted. */
export function splitQuotes(body: string): SplitText {
  const lines = body.replace(/\r\n?/g, '\n').split('\n')
  const divider = lines.findIndex((line) => line.length < MAX_ATTRIBUTION && DIVIDER.test(line))
  const above = divider < 0 ? lines : lines.slice(0, divider)
  const isQuoted = markQuoted(above)
  const own = above.filter((_, index) => isQuoted[index] !== true)
  const quoted = above.filter((_, index) => isQuoted[index] === true).map(stripMarks)
  if (divider >= 0) quoted.push(...lines.slice(divider).map(stripMarks))
  return { text: tidy(own), quoted: tidy(quoted) }
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
