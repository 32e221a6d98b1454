import { decodeBase64Text } from './base64.ts'
import { decodePercent, parseUrl, readParameter, type ParsedUrl } from './url.ts'

/** Wrapped again and again, a link is followed this far. */
const MAX_DEPTH = 5
/** Longer links are not unwrapped; browsers and mail programs cut off far below. */
const MAX_LENGTH = 16_384

/** Where a link leads. */
export interface LinkTarget {
  readonly target: string
  /** Undefined for what has no scheme. */
  readonly url: ParsedUrl | undefined
}

/**
 * The target of a link behind redirectors that carry it in themselves (LinkedIn, Google, Safe Links,
 * Proofpoint, Facebook, Bing, DuckDuckGo): offline, nested ones too. Only http(s) targets count; any
 * other link comes back as it is.
 */
export function resolveLink(href: string): LinkTarget {
  let target = href
  let url = parseUrl(href)
  if (href.length > MAX_LENGTH) return { target, url }
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    const next = url && unwrapOnce(url, target)
    if (next === undefined) break
    target = next
    url = parseUrl(next)
  }
  return { target, url }
}

/** The target of a link as `resolveLink` finds it. */
export function unwrapLink(href: string): string {
  return resolveLink(href).target
}

function unwrapOnce(url: ParsedUrl, href: string): string | undefined {
  if (url.scheme !== 'http' && url.scheme !== 'https') return undefined
  const target = findTarget(url, href)?.trim()
  return target !== undefined && /^https?:\/\/[^/?#]/i.test(target) ? target : undefined
}

function findTarget(url: ParsedUrl, href: string): string | undefined {
  const { host, path, query } = url
  if (isUnder(host, 'urldefense.com') || isUnder(host, 'urldefense.us')) {
    return readProofpoint3(href)
  }
  // All others carry the target in their query.
  if (query === '') return undefined
  if (path === '/url' && /(?:^|\.)google\.[a-z.]{2,6}$/.test(host)) {
    return readParameter(query, 'q') ?? readParameter(query, 'url')
  }
  if (isUnder(host, 'safelinks.protection.outlook.com')) return readParameter(query, 'url')
  if (isUnder(host, 'linkedin.com') && /^\/(?:safety\/go|redir\/redirect)\/?$/.test(path)) {
    return readParameter(query, 'url')
  }
  if (isUnder(host, 'proofpoint.com') && path.startsWith('/v2/url')) return readProofpoint2(query)
  if (isUnder(host, 'facebook.com') && path === '/l.php') return readParameter(query, 'u')
  if (isUnder(host, 'bing.com') && path.startsWith('/ck/a')) return readBing(query)
  if (isUnder(host, 'duckduckgo.com') && /^\/l\/?$/.test(path)) return readParameter(query, 'uddg')
  return undefined
}

function isUnder(host: string, domain: string): boolean {
  if (!host.endsWith(domain)) return false
  return host.length === domain.length || host.charAt(host.length - domain.length - 1) === '.'
}

/** `https-3A__example.com_a` stands for `https://example.com/a`. */
function readProofpoint2(query: string): string | undefined {
  const encoded = readParameter(query, 'u')
  if (encoded === undefined) return undefined
  return decodePercent(encoded.replaceAll('_', '/').replace(/-([0-9a-f]{2})/gi, '%$1'))
}

/** Bing puts `a1` before the base64url of the target. */
function readBing(query: string): string | undefined {
  const value = readParameter(query, 'u')
  return value?.startsWith('a1') === true ? decodeBase64Text(value.slice(2)) : undefined
}

const RUN_LENGTHS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/**
 * `…/v3/__URL__;BASE64!!…`: each `*` of the URL stands for the next character of the decoded text,
 * `**X` for a run of them: `A` two, `B` three and so on.
 */
function readProofpoint3(href: string): string | undefined {
  const start = href.indexOf('/v3/__')
  const end = href.indexOf('__;', start)
  if (start < 0 || end < 0) return undefined
  const body = href.slice(start + 6, end)
  const code = /^[A-Za-z0-9_-]*={0,2}/.exec(href.slice(end + 3))?.[0] ?? ''
  const characters = Array.from(decodeBase64Text(code) ?? '')
  let used = 0
  const filled = body.replace(/\*(?:\*([A-Za-z0-9_-]))?/g, (star, length?: string) => {
    const count = length === undefined ? 1 : RUN_LENGTHS.indexOf(length) + 2
    const run = characters.slice(used, used + count).join('')
    used += count
    return run === '' ? star : run
  })
  return filled.replace(/^(https?):\/(?!\/)/i, '$1://')
}
