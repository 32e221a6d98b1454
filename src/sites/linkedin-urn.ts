export interface EventUrn {
  /** `2-<base64>`: the message. */
  readonly id: string
  /** Member id of the person whose inbox this is. */
  readonly viewer: string
  /** `2-<base64>`: the conversation, as in the page's address. */
  readonly thread?: string
}

const PREFIX = 'urn:li:msg_message:(urn:li:fsd_profile:'
const VIEWER = /^[\w-]{1,100}$/
const ID = /^2-[\w+/=-]{8,400}$/
const THREAD = /^[\da-f-]{36}_\d{1,6}$/i
const CONTENT = /^(\d{13}).{0,60}?&/s
const LINKEDIN_FOUNDED = Date.UTC(2003, 4, 5)
const FAR_FUTURE = Date.UTC(2100, 0, 1)

let last: { readonly urn: string; readonly parsed: EventUrn | undefined } | undefined
/** Most messages of a page have both in common. */
let lastViewer = ''
let lastThread = { name: '', id: '' }

/** Takes `data-event-urn` apart; undefined where it has another shape. */
export function parseEventUrn(urn: string): EventUrn | undefined {
  // A message asks three times in a row: for its id, thread and viewer.
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
  const thread = findThread(decodeBase64(id.slice(2)))
  return thread === undefined ? { id, viewer } : { id, viewer, thread }
}

/** `1676641440939b58769-004&cf2a035c-…_013`: milliseconds, noise, `&`, conversation. */
function findThread(content: string): string | undefined {
  if (!CONTENT.test(content)) return undefined
  const name = content.slice(content.indexOf('&') + 1)
  if (name !== lastThread.name) {
    if (!THREAD.test(name)) return undefined
    lastThread = { name, id: `2-${btoa(name)}` }
  }
  return lastThread.id
}

/** When a message was sent; ISO 8601, UTC. */
export function parseEventTime(urn: string): string | undefined {
  const parsed = parseEventUrn(urn)
  if (parsed?.thread === undefined) return undefined
  const millis = Number(CONTENT.exec(decodeBase64(parsed.id.slice(2)))?.[1])
  const isPlausible = millis > LINKEDIN_FOUNDED && millis < FAR_FUTURE
  return isPlausible ? new Date(millis).toISOString() : undefined
}

/** Empty where it is not base64. */
export function decodeBase64(text: string): string {
  try {
    return atob(text.replace(/-/g, '+').replace(/_/g, '/'))
  } catch {
    return ''
  }
}
