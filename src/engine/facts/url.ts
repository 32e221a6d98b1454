/** The parts of a link, read the forgiving way browsers do. The engine has no `URL`. */
export interface ParsedUrl {
  /** Lower case, without the colon. */
  readonly scheme: string
  /** Lower case, without a trailing dot; empty for schemes without an authority. */
  readonly host: string
  readonly port?: number
  readonly hasUserInfo: boolean
  /** From the first `/`, without query and fragment. */
  readonly path: string
  readonly query: string
  readonly fragment: string
}

const MAX_LENGTH = 8192
const WEB_SCHEMES = new Set(['http', 'https', 'ftp', 'ws', 'wss'])
const SCHEME = /^([a-z][a-z0-9+.-]{0,40}):/i
// Browsers drop tabs and line breaks anywhere, other control characters and spaces at the ends.
const DROPPED = /[\t\n\r]/g
const EDGES = /^[\u0000-\u0020]+|[\u0000-\u0020]+$/g

/** Undefined for what has no scheme; longer links are read up to 8,192 characters. */
export function parseUrl(href: string): ParsedUrl | undefined {
  const text = readPlain(href.length > MAX_LENGTH ? href.slice(0, MAX_LENGTH) : href)
  const scheme = SCHEME.exec(text)?.[1]?.toLowerCase()
  if (scheme === undefined) return undefined
  const rest = text.slice(scheme.length + 1)
  return WEB_SCHEMES.has(scheme) ? parseWeb(scheme, rest) : parseOther(scheme, rest)
}

/** Without what browsers drop; most links hold none of it. */
function readPlain(href: string): string {
  return /[\u0000-\u0020]/.test(href) ? href.replace(DROPPED, '').replace(EDGES, '') : href
}

function parseWeb(scheme: string, rest: string): ParsedUrl {
  const body = rest.replace(/^[/\\]+/, '')
  const end = body.search(/[/\\?#]/)
  const authority = end < 0 ? body : body.slice(0, end)
  const at = authority.lastIndexOf('@')
  const hostPort = authority.slice(at + 1)
  const port = /:(\d{1,5})$/.exec(hostPort)
  const host = normalizeHost(hostPort.replace(/:\d*$/, ''))
  return {
    scheme,
    host,
    ...(port ? { port: Number(port[1]) } : {}),
    hasUserInfo: at >= 0,
    ...splitTail(end < 0 ? '' : body.slice(end)),
  }
}

function parseOther(scheme: string, rest: string): ParsedUrl {
  const hasAuthority = rest.startsWith('//')
  const body = hasAuthority ? rest.slice(2) : rest
  const end = body.search(/[/\\?#]/)
  const host = hasAuthority ? normalizeHost(end < 0 ? body : body.slice(0, end)) : ''
  const tail = hasAuthority ? (end < 0 ? '' : body.slice(end)) : body
  return { scheme, host, hasUserInfo: false, ...splitTail(tail) }
}

function splitTail(tail: string): { path: string; query: string; fragment: string } {
  const hash = tail.indexOf('#')
  const fragment = hash < 0 ? '' : tail.slice(hash + 1)
  const front = hash < 0 ? tail : tail.slice(0, hash)
  const mark = front.indexOf('?')
  const path = (mark < 0 ? front : front.slice(0, mark)).replaceAll('\\', '/')
  return { path, query: mark < 0 ? '' : front.slice(mark + 1), fragment }
}

const PLAIN_HOST = /^(?:[a-z0-9_-]+\.)*[a-z0-9_-]+$/

/** Percent signs and full-width letters undone, ideographic full stops made dots, lower case. */
export function normalizeHost(host: string): string {
  if (PLAIN_HOST.test(host)) return host
  const plain = host.includes('%') ? decodePercent(host) : host
  return plain
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u3002\uff0e\uff61]/g, '.')
    .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, '')
    .replace(/\.+$/, '')
}

/** Percent-decoding that leaves what is no valid UTF-8 as it stands. */
export function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
      try {
        return decodeURIComponent(run)
      } catch {
        return run
      }
    })
  }
}

/** The first value of a query parameter, decoded. */
export function readParameter(query: string, name: string): string | undefined {
  for (const pair of query.split(/&(?:amp;)?/)) {
    const equals = pair.indexOf('=')
    if (equals > 0 && pair.slice(0, equals).toLowerCase() === name) {
      return decodePercent(pair.slice(equals + 1).replaceAll('+', ' '))
    }
  }
  return undefined
}

/** An address in numbers: dotted, one decimal or hexadecimal number, or IPv6 in brackets. */
export function isIpHost(host: string): boolean {
  if (host.startsWith('[')) return true
  const labels = host.split('.')
  if (labels.length > 4 || host === '') return false
  return labels.every((label) => /^(?:0x[0-9a-f]{1,8}|\d{1,10})$/.test(label))
}
