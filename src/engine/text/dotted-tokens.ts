/** A stretch of text without white space, quotes or brackets that has a dot between two letters or digits. */
export interface DottedToken {
  readonly text: string
  readonly start: number
  readonly end: number
}

const MAX_TOKENS = 400
const MAX_TOKEN = 400
const BOUNDARIES =
  '<>"\'|,;()[]{}\u00ab\u00bb\u2018\u2019\u201c\u201d\u201e\u3001\u3002\u300c\u300d\uff08\uff09'
const TRAILING = '.:!?*_~…'

/** Hosts and file names that a text may hold, found from their dots: most texts have hardly any. */
export function findDottedTokens(text: string): DottedToken[] {
  const tokens: DottedToken[] = []
  for (let dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', dot + 1)) {
    if (!isWordUnit(text, dot - 1) || !isWordUnit(text, dot + 1)) continue
    let start = dot
    while (start > 0 && dot - start < MAX_TOKEN && !isBoundary(text.charCodeAt(start - 1))) start--
    let end = dot + 1
    while (end < text.length && end - dot < MAX_TOKEN && !isBoundary(text.charCodeAt(end))) end++
    const next = end
    while (TRAILING.includes(text.charAt(end - 1))) end--
    while (start < end && !isWordUnit(text, start)) start++
    tokens.push({ text: text.slice(start, end), start, end })
    if (tokens.length >= MAX_TOKENS) break
    dot = next
  }
  return tokens
}

function isBoundary(unit: number): boolean {
  if (unit <= 0x20 || unit === 0xa0 || unit === 0x3000) return true
  return BOUNDARIES.includes(String.fromCharCode(unit))
}

/** A letter or digit; beyond ASCII anything that is no space or general punctuation. */
function isWordUnit(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  if (unit < 0x80) {
    return (
      (unit >= 0x30 && unit <= 0x39) ||
      (unit >= 0x61 && unit <= 0x7a) ||
      (unit >= 0x41 && unit <= 0x5a)
    )
  }
  return unit >= 0xc0 && !(unit >= 0x2000 && unit <= 0x206f) && !(unit >= 0x3000 && unit <= 0x303f)
}
