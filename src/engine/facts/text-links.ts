import { findDottedTokens, type DottedToken } from '../text/dotted-tokens.ts'
import { hasKnownSuffix } from './domain.ts'
import type { CompiledLists } from './lists.ts'

/** A link that stands in a text without being marked up. */
export interface TextLink {
  readonly href: string
  readonly start: number
  readonly end: number
}

const WRITTEN_URL =
  /\b(?:https?:\/\/|ftp:\/\/|hxxps?:\/\/|www\.)[^\s<>"'\u00ab\u00bb\u201c-\u201f|]{1,4000}/gi
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
const MAX_SCAN = 200_000

/** Links written out in a text, and bare hosts such as `wa.me/123`; at most `limit`. */
export function findTextLinks(text: string, lists: CompiledLists, limit: number): TextLink[] {
  const scanned = text.length > MAX_SCAN ? text.slice(0, MAX_SCAN) : text
  const found: TextLink[] = []
  if (scanned.includes('://') || /www\./i.test(scanned)) {
    for (const match of scanned.matchAll(WRITTEN_URL)) {
      if (found.length >= limit) return found
      found.push(readWritten(match[0], match.index))
    }
  }
  for (const token of findDottedTokens(scanned)) {
    if (found.length >= limit) break
    const link = readBare(token, lists)
    if (link !== undefined) found.push(link)
  }
  return found.sort((a, b) => a.start - b.start)
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
