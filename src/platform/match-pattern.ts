/**
 * Match patterns as browsers read them: `https://mail.example.org/*`, `*://*.example.org/*`,
 * `<all_urls>`. They carry no port: one pattern stands for every port of its host.
 */
interface ParsedPattern {
  /** `*` stands for http and https. */
  readonly scheme: string
  /** Without the leading `*.`; `*` for any host. */
  readonly host: string
  readonly withSubdomains: boolean
  readonly path: string
}

const ANY: ParsedPattern = { scheme: '*', host: '*', withSubdomains: true, path: '/*' }

/** Whether the address lies under the pattern; a malformed one of either lies nowhere. */
export function matchesPattern(pattern: string, address: string): boolean {
  const parsed = parsePattern(pattern)
  const url = parseWebAddress(address)
  if (parsed === undefined || url === undefined) return false
  return (
    hasScheme(parsed, url.protocol.slice(0, -1)) &&
    hasHost(parsed, url.hostname) &&
    matchesGlob(parsed.path, url.pathname + url.search)
  )
}

/** Whether every address under `inner` also lies under `outer`. */
export function coversPattern(outer: string, inner: string): boolean {
  const wide = parsePattern(outer)
  const narrow = parsePattern(inner)
  if (wide === undefined || narrow === undefined) return false
  const coversSubdomains = wide.withSubdomains || !narrow.withSubdomains
  return (
    (wide.scheme === '*' || wide.scheme === narrow.scheme) &&
    coversSubdomains &&
    hasHost(wide, narrow.host) &&
    (wide.path === '/*' || wide.path === narrow.path)
  )
}

/** Whether the pattern stands for every host. */
export function isBroadPattern(pattern: string): boolean {
  return parsePattern(pattern)?.host === '*'
}

/** Whether it is a match pattern for web pages. */
export function parsesAsPattern(pattern: string): boolean {
  return parsePattern(pattern) !== undefined
}

/** The pattern to ask for, to read the page at this address; undefined for anything but web pages. */
export function patternOf(address: string): string | undefined {
  const url = parseWebAddress(address)
  return url === undefined ? undefined : `${url.protocol}//${url.hostname}/*`
}

/** `mail.example.org` of `https://mail.example.org/*`. */
export function hostOfPattern(pattern: string): string {
  const parsed = parsePattern(pattern)
  if (parsed === undefined) return pattern
  return parsed.withSubdomains && parsed.host !== '*' ? `*.${parsed.host}` : parsed.host
}

export function parseWebAddress(address: string): URL | undefined {
  if (!URL.canParse(address)) return undefined
  const url = new URL(address)
  const isWeb = (url.protocol === 'https:' || url.protocol === 'http:') && url.hostname !== ''
  return isWeb ? url : undefined
}

function parsePattern(pattern: string): ParsedPattern | undefined {
  if (pattern === '<all_urls>') return ANY
  const parts = /^(\*|https?):\/\/([^/]+)(\/.*)$/.exec(pattern)
  const [, scheme, host, path] = parts ?? []
  if (scheme === undefined || host === undefined || path === undefined) return undefined
  if (host === '*') return { ...ANY, scheme, path }
  const withSubdomains = host.startsWith('*.')
  const name = (withSubdomains ? host.slice(2) : host).toLowerCase()
  return name === '' || name.includes('*')
    ? undefined
    : { scheme, host: name, withSubdomains, path }
}

function hasScheme(pattern: ParsedPattern, scheme: string): boolean {
  return pattern.scheme === '*' || pattern.scheme === scheme
}

function hasHost(pattern: ParsedPattern, host: string): boolean {
  if (pattern.host === '*' || pattern.host === host) return true
  return pattern.withSubdomains && host.endsWith(`.${pattern.host}`)
}

/** `*` stands for any run of characters; pieces are looked for from left to right, so it is linear. */
function matchesGlob(glob: string, text: string): boolean {
  const pieces = glob.split('*')
  const [first = '', ...rest] = pieces
  const last = rest.pop()
  if (last === undefined) return text === glob
  if (!text.startsWith(first)) return false
  let at = first.length
  for (const piece of rest) {
    const found = text.indexOf(piece, at)
    if (found === -1) return false
    at = found + piece.length
  }
  return text.length - last.length >= at && text.endsWith(last)
}
