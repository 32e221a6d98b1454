import { decodeBase64 } from './linkedin-urn.ts'
import { decodePercent } from './parse-values.ts'

export interface DownloadUrl {
  readonly mime: string
  readonly name: string
  readonly url: string
}

/** `application/zip:Offer%20letter.zip:https://…`; the address can be doubled. */
export function parseDownloadUrl(value: string): DownloadUrl | undefined {
  const first = value.indexOf(':')
  const second = value.indexOf(':', first + 1)
  if (first < 1 || second < 0) return undefined
  const url = value.slice(second + 1)
  const doubled = url.lastIndexOf('https://')
  return {
    mime: value.slice(0, first),
    name: decodePercent(value.slice(first + 1, second)),
    url: doubled > 0 ? url.slice(doubled) : url,
  }
}

/** Segment `43:<base64 of ["application/pdf",78600]>` of `jslog`: MIME type and bytes. */
export function parseJslog(value: string): { mime: string; size: number } | undefined {
  const segment = value.split(';').find((part) => part.trim().startsWith('43:'))
  if (segment === undefined) return undefined
  const details = parseJson(decodeBase64(segment.trim().slice(3)))
  if (!Array.isArray(details)) return undefined
  const mime: unknown = details[0]
  const size: unknown = details[1]
  return typeof mime === 'string' && typeof size === 'number' ? { mime, size } : undefined
}

const GMAIL_OPENED = Date.UTC(2004, 3, 1)
const FAR_FUTURE = Date.UTC(2100, 0, 1)

/**
 * The upper bits of Gmail's hexadecimal message id are the milliseconds of its arrival:
 * `101865b95fc7a35a` arrived 2005-01-18 15:05 UTC.
 */
export function parseGmailIdTime(id: string): string | undefined {
  if (!/^[\da-f]{15,16}$/i.test(id)) return undefined
  const millis = Number(BigInt(`0x${id}`) >> 20n)
  return millis > GMAIL_OPENED && millis < FAR_FUTURE ? new Date(millis).toISOString() : undefined
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
