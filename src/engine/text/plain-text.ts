import { isExtender, isInvisible } from './character-classes.ts'
import { MappedTextBuilder, type MappedText } from './mapped-text.ts'

/** Only texts that hold more than this can differ from their plain form. */
const BEYOND_ASCII = /[^\t\n\r\u0020-\u007e]/g
/** Arabic lengthening and vowel marks, Hebrew points: readers don't miss them, phrases do. */
const UNWRITTEN = /^[\u0640\u064b-\u0652\u0670\u0591-\u05bd\u05bf\u05c1\u05c2\u05c7]$/
const SPACE = /^[\p{Zs}\p{Zl}\p{Zp}]$/u

/**
 * A text as it would be typed plainly: NFKC, no invisible characters, plain spaces, no optional vowel
 * marks. Patterns on raw text would miss what differs from it only in ways that no reader sees.
 * Undefined where the text is plain already.
 */
export function makePlainText(text: string): MappedText | undefined {
  const edits = findEdits(text)
  if (edits.length === 0) return undefined
  const builder = new MappedTextBuilder()
  let at = 0
  for (const { start, end, plain } of edits) {
    builder.keep(text.slice(at, start), at)
    builder.replace(plain, start, end)
    at = end
  }
  builder.keep(text.slice(at), at)
  return builder.finish()
}

/** A character that would be typed otherwise. */
interface Edit {
  readonly start: number
  readonly end: number
  readonly plain: string
}

function findEdits(text: string): Edit[] {
  const edits: Edit[] = []
  let at = 0
  for (;;) {
    BEYOND_ASCII.lastIndex = at
    const odd = BEYOND_ASCII.exec(text)?.index
    if (odd === undefined) return edits
    // It may melt into the character before it.
    const start = Math.max(at, odd - 1)
    const end = endOfCluster(text, start)
    const cluster = text.slice(start, end)
    const plain = makePlainCluster(cluster)
    if (plain !== cluster) edits.push({ start, end, plain })
    at = end
  }
}

/** A character with all that may melt into it. */
function endOfCluster(text: string, start: number): number {
  let end = start + lengthAt(text, start)
  if (text.charCodeAt(end) < 0x80) return end
  while (end < text.length) {
    const length = lengthAt(text, end)
    const next = text.slice(end, end + length)
    if (!isExtender(next) && !isInvisible(next)) break
    end += length
  }
  return end
}

function lengthAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1
}

function makePlainCluster(cluster: string): string {
  if (cluster.length === 1 && cluster.charCodeAt(0) < 0x7f && cluster >= ' ') return cluster
  if (cluster === '\n' || cluster === '\r' || cluster === '\t') return cluster
  const seen = Array.from(cluster.normalize('NFKD')).filter(isWritten)
  if (seen.length === 1 && SPACE.test(seen[0] ?? '')) return ' '
  return seen.join('').normalize('NFKC')
}

function isWritten(character: string): boolean {
  return !isInvisible(character) && !UNWRITTEN.test(character)
}
