export interface EventUrn {
  /** `2-<base64>`: the message. */
  readonly id: string
  /** Member id of the person whose inbox this is. */
  readonly viewer: string
  /** ISO 8601, UTC. */
  readonly time?: string
  /** `2-<base64>`: the conversation, as in the page's address. */
  readonly thread?: string
}

const PREFIX = 'urn:li:msg_message:(urn:li:fsd_profile:'
const VIEWER = /^[\w-]{1,100}$/
const ID = /^2-[\w+/=-]{8,400}$/
const THREAD = /^[\da-f-]{36}_\d{1,6}$/i
const MILLIS = /^\d{13}$/
const MAX_NOISE = 60
const LINKEDIN_FOUNDED = Date.UTC(2003, 4, 5)
const FAR_FUTURE = Date.UTC(2100, 0, 1)

let last: { readonly urn: string; readonly parsed: EventUrn | undefined } | undefined
/** Most messages of a page have both in common. */
let lastViewer = ''
let lastThread = { name: '', id: '' }

/** Takes `data-event-urn` apart; undefined where it has another shape. */
export function parseEventUrn(urn: string): EventUrn | undefined {
  // A message asks four times in a row: for its id, thread, viewer and time.
  if (last?.urn !== urn) last = { urn, parsed: parseAnew(urn) }
  return last.parsed
}

/** `urn:li:msg_message:(urn:li:fsd_profile:VIEWER,ID)`. */
function parseAnew(urn: string): EventUrn | undefined {
  const comma = urn.indexOf(',', PREFIX.length)
  if (comma < 0 || !urn.startsWith(PREFIX) || !urn.endsWith(')')) return undefined
  const viewer = urn.slice(PREFIX.length, comma)
  const id = urn.slice(comma + 1, -1)
  if ((viewer !== lastViewer && !VIEWER.test(viewer)) || !ID.test(id)) return undefined
  lastViewer = viewer
  return { id, viewer, ...parseContent(decodeBase64(id.slice(2))) }
}

/** `1676641440939b58769-004&cf2a035c-…_013`: milliseconds, noise, `&`, conversation. */
function parseContent(content: string): Pick<EventUrn, 'time' | 'thread'> {
  const end = content.indexOf('&')
  const time = content.slice(0, 13)
  if (end < 13 || end > 13 + MAX_NOISE || !MILLIS.test(time)) return {}
  const name = content.slice(end + 1)
  if (name !== lastThread.name) {
    if (!THREAD.test(name)) return {}
    lastThread = { name, id: `2-${btoa(name)}` }
  }
  const millis = Number(time)
  const thread = lastThread.id
  const isPlausible = millis > LINKEDIN_FOUNDED && millis < FAR_FUTURE
  return isPlausible ? { time: new Date(millis).toISOString(), thread } : { thread }
}

/** Empty where it is not base64. */
export function decodeBase64(text: string): string {
  try {
    return atob(/[-_]/.test(text) ? text.replace(/-/g, '+').replace(/_/g, '/') : text)
  } catch {
    return ''
  }
}
