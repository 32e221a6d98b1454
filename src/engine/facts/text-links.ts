import type { DottedToken } from '../text/dotted-tokens.ts'
import { hasKnownSuffix } from './domain.ts'
import type { CompiledLists } from './lists.ts'

/** A link that stands in a text without being marked up. */
export interface TextLink {
  readonly href: string
  readonly start: number
  readonly end: number
}

const BARE_LINK =
  /^((?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,6}[a-z]{2,18})(?:\/.*)?$/iu
const TRAILING = /[.,;:!?)\]}>*_'"\u2019\u201d\u2026\u3002\uff0c\u3001]/u
/** Endings under which a host without a path is believed; others are also words or file types. */
const PLAIN_SUFFIXES = new Set(
  `com org net io co ai dev info biz jobs careers xyz online site tech cloud shop store
  gov edu mil eu uk de fr es nl pl ua ru ch se br jp cn kr tr ae ca au`.split(/\s+/),
)
/** Products that look like hosts. */
const PRODUCT_NAMES = new Set(
  'asp.net vb.net ado.net ml.net socket.io draw.io node.co next.co'.split(' '),
)
/** Units of a link that are read. */
const MAX_LINK = 4000
/** Links of one text. */
const MAX_LINKS = 200

/** Links written out in a text, and bare hosts such as `wa.me/123` among its tokens; the first of them. */
export function findTextLinks(
  text: string,
  tokens: readonly DottedToken[],
  lists: CompiledLists,
): TextLink[] {
  const found = findWritten(text)
  for (const token of tokens) {
    if (found.length >= MAX_LINKS) break
    const link = readBare(token, lists)
    if (link !== undefined) found.push(link)
  }
  return found.sort((a, b) => a.start - b.start)
}

function findWritten(text: string): TextLink[] {
  const found: TextLink[] = []
  let last = 0
  for (const { start, body } of listStarts(text)) {
    if (start < last) continue
    const end = endOfLink(text, body)
    if (end === body) continue
    found.push(readWritten(text.slice(start, end), start))
    if (found.length >= MAX_LINKS) break
    last = end
  }
  return found
}

interface LinkStart {
  readonly start: number
  /** Behind the scheme or `www.`. */
  readonly body: number
}

/** Where links may begin, in order: found by `://` and `www.`, which few texts hold. */
function listStarts(text: string): LinkStart[] {
  const starts: LinkStart[] = []
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    const scheme = SCHEME_BEFORE.exec(text.slice(Math.max(0, at - MAX_SCHEME), at))?.[1]
    if (scheme !== undefined) starts.push({ start: at - scheme.length, body: at + 3 })
  }
  for (let dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', dot + 1)) {
    const isWww = dot >= 3 && isW(text, dot - 1) && isW(text, dot - 2) && isW(text, dot - 3)
    if (isWww && !isWordCharacter(text.charCodeAt(dot - 4))) {
      starts.push({ start: dot - 3, body: dot + 1 })
    }
  }
  return starts.sort((a, b) => a.start - b.start)
}

const SCHEME_BEFORE = /(?:^|[^A-Za-z0-9_])(https?|ftp|hxxps?)$/i
/** The longest scheme and what stands before it. */
const MAX_SCHEME = 6

function isW(text: string, at: number): boolean {
  return (text.charCodeAt(at) | 0x20) === 0x77
}

/** As `\b` of regular expressions sees it. */
function isWordCharacter(unit: number): boolean {
  const lower = unit | 0x20
  return (lower >= 0x61 && lower <= 0x7a) || (unit >= 0x30 && unit <= 0x39) || unit === 0x5f
}

const LINK_END = /[\s<>"'\u00ab\u00bb\u201c-\u201f|]/g

function endOfLink(text: string, body: number): number {
  LINK_END.lastIndex = body
  const end = LINK_END.exec(text)?.index ?? text.length
  return Math.min(end, body + MAX_LINK)
}

function readWritten(raw: string, start: number): TextLink {
  const shown = trimEnd(raw)
  const href = /^www\./i.test(shown) ? `https://${shown}` : shown.replace(/^hxxp/i, 'http')
  return { href, start, end: start + shown.length }
}

/** Drops punctuation that ends the sentence; a bracket that the link opens stays (`/wiki/A_(b)`). */
function trimEnd(raw: string): string {
  let end = raw.length
  let open = raw.split('(').length - raw.split(')').length
  while (end > 1 && TRAILING.test(raw.charAt(end - 1))) {
    if (raw.charAt(end - 1) === ')') {
      if (open >= 0) break
      open++
    }
    end--
  }
  return raw.slice(0, end)
}

function readBare({ text, start, end }: DottedToken, lists: CompiledLists): TextLink | undefined {
  if (text.includes('://') || text.includes('@') || /^www\./i.test(text)) return undefined
  if (!BARE_LINK.test(text) || !isPlausibleHost(text, lists)) return undefined
  return { href: `https://${text}`, start, end }
}

/** Whether letters with dots between them are meant as a host (`raw` may go on with a path). */
export function isPlausibleHost(raw: string, lists: CompiledLists): boolean {
  const slash = raw.indexOf('/')
  const written = slash < 0 ? raw : raw.slice(0, slash)
  const host = written.toLowerCase()
  if (PRODUCT_NAMES.has(host)) return false
  if (lists.categorize(host, '').length > 0 || lists.hasHost('shorteners', host)) return true
  const suffix = host.slice(host.lastIndexOf('.') + 1)
  // "call me.Then" is a missing space, `Node.js` a product, `offer.zip` a file.
  if (/\.\p{Lu}\p{Ll}+$/u.test(written) || !hasKnownSuffix(host)) return false
  if (slash >= 0) return !lists.fileKinds.has(suffix) || PLAIN_SUFFIXES.has(suffix)
  return PLAIN_SUFFIXES.has(suffix)
}
