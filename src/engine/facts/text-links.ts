import { hasKnownSuffix } from './domain.ts'
import type { CompiledLists } from './lists.ts'

/** A link that stands in a text without being marked up. */
export interface TextLink {
  readonly href: string
  readonly start: number
  readonly end: number
}

const WRITTEN_URL =
  /\b(?:https?:\/\/|ftp:\/\/|hxxps?:\/\/|www\.)[^\s<>"'\u00ab\u00bb\u201c-\u201f|]+/gi
const BARE_HOST =
  /(?<![\p{L}\p{N}@._/\\:-])(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,6}[a-z]{2,18}(?![\p{L}\p{N}@_-])(?:\/[^\s<>"'|]*)?/giu
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
  // Nearly every text without a link also lacks a dot between two letters.
  const scanned = text.length > MAX_SCAN ? text.slice(0, MAX_SCAN) : text
  if (!/[^\s.]\.[^\s.]|:\/\//.test(scanned)) return []
  const found: TextLink[] = []
  for (const match of scanned.matchAll(WRITTEN_URL)) {
    if (found.length >= limit) return found
    found.push(trimLink(match[0], match.index, false))
  }
  for (const match of scanned.matchAll(BARE_HOST)) {
    if (found.length >= limit) break
    const link = trimLink(match[0], match.index, true)
    if (isPlausibleHost(match[0], lists) && !found.some((other) => overlaps(other, link))) {
      found.push(link)
    }
  }
  return found.sort((a, b) => a.start - b.start)
}

function trimLink(raw: string, start: number, isBare: boolean): TextLink {
  const shown = trimEnd(raw)
  const href = /^hxxp/i.test(shown) ? shown.replace(/^hxxp/i, 'http') : shown
  const hasScheme = !isBare && !/^www\./i.test(shown)
  return { href: hasScheme ? href : `https://${shown}`, start, end: start + shown.length }
}

/** Drops punctuation that ends the sentence; a bracket that the link opens stays (`/wiki/A_(b)`). */
function trimEnd(raw: string): string {
  let end = raw.length
  while (end > 1 && TRAILING.test(raw.charAt(end - 1))) {
    if (raw.charAt(end - 1) === ')' && closesOwn(raw.slice(0, end))) break
    end--
  }
  return raw.slice(0, end)
}

function closesOwn(link: string): boolean {
  return link.split('(').length >= link.split(')').length
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

function overlaps(a: TextLink, b: TextLink): boolean {
  return a.start < b.end && b.start < a.end
}
