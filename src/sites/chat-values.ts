/** First instant that Discord's ids count from, in milliseconds since 1970. */
const SNOWFLAKE_EPOCH = 1_420_070_400_000

/** The time in a Discord id, as the last number of `chat-messages-<channel>-<message>`; ISO, UTC. */
export function parseSnowflakeTime(id: string): string | undefined {
  const number = /(?:^|-)(\d{15,20})$/.exec(id)?.[1]
  if (number === undefined) return undefined
  const time = Number(BigInt(number) >> 22n) + SNOWFLAKE_EPOCH
  return new Date(time).toISOString()
}

const STAMP = /^\[([^\]]{1,60})\] ?(.{0,300}?):? *$/su

/** Who wrote: of `[10:30, 28/09/2026] Ana Example: ` the name. */
export function readStampName(stamp: string): string | undefined {
  const name = (STAMP.exec(stamp)?.[2] ?? '').trim()
  return name === '' ? undefined : name
}

/** When: ISO, UTC, from the browser's zone; undefined where day and month could be either. */
export function readStampTime(stamp: string): string | undefined {
  return parseClock(STAMP.exec(stamp)?.[1] ?? '')
}

function parseClock(text: string): string | undefined {
  const hour = /(\d{1,2}):(\d{2})(?::\d{2})?\s*(?:([ap])\.?\s?m)?/iu.exec(text)
  const date = /(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})/.exec(text)
  const day = date === null ? undefined : orderDate(date)
  if (hour === null || day === undefined) return undefined
  const half = hour[3]?.toLowerCase()
  const hours =
    half === undefined ? Number(hour[1]) : (Number(hour[1]) % 12) + (half === 'p' ? 12 : 0)
  const time = new Date(day[0], day[1] - 1, day[2], hours, Number(hour[2]))
  const isReal = time.getMonth() === day[1] - 1 && time.getHours() === hours
  return isReal ? time.toISOString() : undefined
}

/** Year, month, day; undefined where it would be a guess. */
function orderDate(date: RegExpExecArray): [number, number, number] | undefined {
  const [a, b, c] = [Number(date[1]), Number(date[3]), Number(date[4])]
  if (a > 1000) return [a, b, c]
  if (c < 1000) return undefined
  if (date[2] === '.' || a > 12 || a === b) return [c, b, a]
  return b > 12 ? [c, a, b] : undefined
}
