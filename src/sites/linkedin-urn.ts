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

const URN = /^urn:li:msg_message:\(urn:li:fsd_profile:([\w-]{1,100}),(2-[\w+/=-]{8,400})\)$/
/** `1676641440939b58769-004&cf2a035c-…_013`: milliseconds, noise, `&`, conversation. */
const CONTENT = /^(\d{13})[^&]{0,60}&([\da-f-]{36}_\d{1,6})$/i
const LINKEDIN_FOUNDED = Date.UTC(2003, 4, 5)
const FAR_FUTURE = Date.UTC(2100, 0, 1)

let last: { readonly urn: string; readonly parsed: EventUrn | undefined } | undefined

/** Takes `data-event-urn` apart; undefined where it has another shape. */
export function parseEventUrn(urn: string): EventUrn | undefined {
  // A message asks four times in a row: for its id, thread, viewer and time.
  if (last?.urn !== urn) last = { urn, parsed: parseAnew(urn) }
  return last.parsed
}

function parseAnew(urn: string): EventUrn | undefined {
  const [, viewer, id] = URN.exec(urn) ?? []
  if (viewer === undefined || id === undefined) return undefined
  const [, time, thread] = CONTENT.exec(decodeBase64(id.slice(2))) ?? []
  if (time === undefined || thread === undefined) return { id, viewer }
  const millis = Number(time)
  const isPlausible = millis > LINKEDIN_FOUNDED && millis < FAR_FUTURE
  return {
    id,
    viewer,
    ...(isPlausible ? { time: new Date(millis).toISOString() } : {}),
    thread: `2-${btoa(thread)}`,
  }
}

/** Empty where it is not base64. */
export function decodeBase64(text: string): string {
  try {
    return atob(text.replace(/-/g, '+').replace(/_/g, '/'))
  } catch {
    return ''
  }
}
