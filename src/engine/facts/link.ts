import { decodeBase64Text } from './base64.ts'
import { decodePercent, parseUrl, readParameter, type ParsedUrl } from './url.ts'

/** Wrapped again and again, a link is followed this far. */
const MAX_DEPTH = 5
/** Longer links are not unwrapped; browsers and mail programs cut off far below. */
const MAX_LENGTH = 16_384

/**
 * The target of a link behind redirectors that carry it in themselves (LinkedIn, Google, Safe Links,
 * Proofpoint, Facebook, Bing, DuckDuckGo): offline, nested ones too. Only http(s) targets count; any
 * other link comes back as it is.
 */
export function unwrapLink(href: string): string {
  if (href.length > MAX_LENGTH) return href
  let current = href
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    const target = unwrapOnce(current)
    if (target === undefined) return current
    current = target
  }
  return current
}

function unwrapOnce(href: string): string | undefined {
  const url = parseUrl(href)
  if (url === undefined || (url.scheme !== 'http' && url.scheme !== 'https')) return undefined
  const target = findTarget(url, href)?.trim()
  if (target === undefined) return undefined
  return /^https?:\/\/[^/?#]/i.test(target) ? target : undefined
}

function findTarget(url: ParsedUrl, href: string): string | undefined {
  const { host, path, query } = url
  if (/(?:^|\.)google\.[a-z.]{2,6}$/.test(host) && path === '/url') {
    return readParameter(query, 'q') ?? readParameter(query, 'url')
  }
  if (isUnder(host, 'safelinks.protection.outlook.com')) return readParameter(query, 'url')
  if (isUnder(host, 'linkedin.com') && /^\/(?:safety\/go|redir\/redirect)\/?$/.test(path)) {
    return readParameter(query, 'url')
  }
  if (isUnder(host, 'proofpoint.com') && path.startsWith('/v2/url')) return readProofpoint2(query)
  if (isUnder(host, 'urldefense.com') || isUnder(host, 'urldefense.us')) {
    return readProofpoint3(href)
  }
  if (isUnder(host, 'facebook.com') && path === '/l.php') return readParameter(query, 'u')
  if (isUnder(host, 'bing.com') && path.startsWith('/ck/a')) return readBing(query)
  if (isUnder(host, 'duckduckgo.com') && /^\/l\/?$/.test(path)) return readParameter(query, 'uddg')
  return undefined
}

function isUnder(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`)
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
