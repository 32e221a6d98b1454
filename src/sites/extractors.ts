import { readStampName } from './chat-values.ts'
import type { ExtractorName } from './definition.ts'
import { parseDownloadUrl, parseJslog } from './gmail-attributes.ts'
import { parseEventUrn } from './linkedin-urn.ts'
import { findEmail, parseDegree, parseMailto, parseSize, splitAddress } from './parse-values.ts'

/** What an extractor gets: the value read from the page and the parameters of its candidate. */
type Extractor = (value: string, params: readonly string[]) => string | undefined

interface PackagedExtractor {
  /** What is read where a candidate has no `of`. */
  readonly of: string
  readonly extract: Extractor
}

/**
 * Turn a value of the page into a value of a Message; undefined: nothing there, try the next candidate.
 * Those of times and of types by class only keep what the page shows: `finishMessage` reads it, in the
 * background.
 */
export const extractors: Readonly<Record<ExtractorName, PackagedExtractor>> = {
  text: { of: 'text', extract: keep },
  /** Of an element that says something by being there. */
  present: { of: 'text', extract: () => 'yes' },
  /** `of` is made from `with`: the attribute's name. */
  attribute: { of: 'text', extract: keep },
  between: { of: 'text', extract: takeBetween },
  email: { of: 'text', extract: findEmail },
  mailto: { of: '@href', extract: parseMailto },
  date: { of: 'text', extract: keep },
  degree: { of: 'text', extract: parseDegree },
  size: { of: 'text', extract: parseSize },
  url: { of: '@href', extract: keep },
  'url-param': { of: 'url', extract: takeUrlParam },
  'mime-from-class': { of: '@class', extract: (value, [prefix = '']) => `${prefix}\n${value}` },
  'linkedin-event-urn': { of: '@data-event-urn', extract: takeFromUrn },
  'gmail-download-url': { of: '@download_url', extract: takeFromDownloadUrl },
  'gmail-jslog': { of: '@jslog', extract: takeFromJslog },
  'gmail-id-time': { of: '@data-legacy-message-id', extract: keep },
  'angle-address': { of: 'text', extract: takeFromAddress },
  'whatsapp-stamp': { of: '@data-pre-plain-text', extract: takeFromStamp },
  'snowflake-time': { of: '@id', extract: keep },
}

function keep(value: string): string | undefined {
  const trimmed = value.trim()
  return trimmed === '' ? undefined : trimmed
}

/** What stands after `start` and before `end` (its last, if said); '' means the text's own start or end. */
function takeBetween(
  value: string,
  [start = '', end = '', which]: readonly string[],
): string | undefined {
  const from = start === '' ? 0 : value.indexOf(start)
  if (from < 0) return undefined
  const rest = value.slice(from + start.length)
  const isLast = end === '' || which === 'last'
  const to = isLast ? rest.lastIndexOf(end) : rest.indexOf(end)
  return to < 0 ? undefined : keep(rest.slice(0, to))
}

/** One parameter of an address, or several joined with a space; all must be there. */
function takeUrlParam(value: string, names: readonly string[]): string | undefined {
  const query = value.slice(value.indexOf('?') + 1).split('#')[0]
  const params = new URLSearchParams(query)
  const values = names.map((name) => params.get(name) ?? '')
  return names.length > 0 && values.every((part) => part !== '') ? values.join(' ') : undefined
}

function takeFromUrn(value: string, [part]: readonly string[]): string | undefined {
  if (part === 'time') return value
  const urn = parseEventUrn(value)
  if (part === 'id') return urn?.id
  if (part === 'viewer') return urn?.viewer
  return part === 'thread' ? urn?.thread : undefined
}

function takeFromDownloadUrl(value: string, [part]: readonly string[]): string | undefined {
  const download = parseDownloadUrl(value)
  if (part === 'name') return download?.name
  return part === 'mime' ? download?.mime : part === 'url' ? download?.url : undefined
}

function takeFromJslog(value: string, [part]: readonly string[]): string | undefined {
  const details = parseJslog(value)
  return part === 'mime' ? details?.mime : part === 'size' ? details?.size.toString() : undefined
}

function takeFromAddress(value: string, [part, label]: readonly string[]): string | undefined {
  const { name, email } = splitAddress(value)
  if (part !== 'name') return email
  const at = label === undefined ? -1 : name.indexOf(label)
  return keep(at < 0 || label === undefined ? name : name.slice(at + label.length))
}

function takeFromStamp(value: string, [part]: readonly string[]): string | undefined {
  return part === 'name' ? readStampName(value) : value
}
