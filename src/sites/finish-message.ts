import { parseSnowflakeTime, readStampTime } from './chat-values.ts'
import type { ExtractorName, SiteDefinition } from './definition.ts'
import { parseGmailIdTime } from './gmail-attributes.ts'
import { parseEventTime } from './linkedin-urn.ts'
import { parseDate } from './parse-values.ts'

const TIMES: Partial<Record<ExtractorName, (value: string) => string | undefined>> = {
  'gmail-id-time': parseGmailIdTime,
  'linkedin-event-urn': parseEventTime,
  'snowflake-time': parseSnowflakeTime,
  'whatsapp-stamp': readStampTime,
}

/**
 * Completes a message as a page's reader told it: `sentAt` holds what each candidate of the definition
 * shows, one a line, and is read here, where it takes no time from the page. Not to be trusted, as all
 * that comes from a page.
 */
export function finishMessage(message: unknown, { fields }: SiteDefinition): unknown {
  if (typeof message !== 'object' || message === null || !('sentAt' in message)) return message
  const { sentAt: shown, ...rest } = message
  if (typeof shown !== 'string') return message
  const lines = shown.split('\n')
  const candidates = fields.sentAt ?? []
  const times = candidates.map(({ extract }, index) =>
    (TIMES[extract] ?? parseDate)(lines[index] ?? ''),
  )
  const sentAt = times.find((time) => time !== undefined) ?? parseDate(shown)
  return sentAt === undefined ? rest : { ...rest, sentAt }
}
