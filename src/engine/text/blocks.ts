/**
 * Recognises a quotation: hashes of the blocks of a text that was judged before. White space, quote
 * marks (`>`) and letter case don't count, since mail programs wrap and prefix what they quote.
 */

/** More blocks than this are not remembered: a longer quotation is simply judged again. */
const MAX_BLOCKS = 200

/** 32-bit hashes of the paragraphs of a text and of the lines in them, without repeats. */
export function hashBlocks(text: string): number[] {
  const hashes = new Set<number>()
  for (const lines of splitParagraphs(text)) {
    if (hashes.size >= MAX_BLOCKS) break
    hashes.add(hashLines(lines))
    for (const line of lines) hashes.add(hashLines([line]))
  }
  return [...hashes].slice(0, MAX_BLOCKS)
}

/** Whether every paragraph of a quotation was seen: as a whole, or each of its lines. */
export function isKnownText(text: string, known: ReadonlySet<number>): boolean {
  const paragraphs = splitParagraphs(text)
  return paragraphs.every(
    (lines) =>
      known.has(hashLines(lines)) ||
      lines.every((line) => isAttribution(line) || known.has(hashLines([line]))),
  )
}

/** Lines of each paragraph, without white space and quote marks; empty ones separate paragraphs. */
function splitParagraphs(text: string): string[][] {
  const paragraphs: string[][] = []
  let open: string[] = []
  for (const line of text.split(/\r\n?|[\n\u2028\u2029]/)) {
    const bare = line.replace(/[\s>\u00a0|]+/g, '').toLowerCase()
    if (bare !== '') open.push(bare)
    else if (open.length > 0) {
      paragraphs.push(open)
      open = []
    }
  }
  if (open.length > 0) paragraphs.push(open)
  return paragraphs
}

/**
 * "On Monday, Ana Example wrote:", "Am 3. Mai schrieb …:", "-----Original Message-----", with white
 * space gone. Short, without a link, so that nothing of weight can hide in it.
 */
function isAttribution(line: string): boolean {
  if (line.length > 160 || line.includes('://') || line.includes('www.')) return false
  if (/^[-_]{3,40}[\p{L}]{0,30}[-_]{0,40}$/u.test(line)) return true
  return (
    /\d/.test(line) &&
    /(?:wrote|schrieb|escribió|écrit|scritto|escreveu|schreef|napisał\(?a?\)?|пише|пишет|写道|のメール)[:：]$/.test(
      line,
    )
  )
}

/** FNV-1a over the units of the lines. */
function hashLines(lines: readonly string[]): number {
  let hash = 0x811c9dc5
  for (const line of lines) {
    for (let at = 0; at < line.length; at++) {
      hash = Math.imul(hash ^ line.charCodeAt(at), 0x01000193)
    }
  }
  return hash >>> 0
}
