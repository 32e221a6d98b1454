import { isTable } from './checked-definition.ts'
import { parseSnowflakeTime, readStampTime } from './chat-values.ts'
import type { Candidate, ExtractorName, SiteDefinition } from './definition.ts'
import { parseGmailIdTime } from './gmail-attributes.ts'
import { parseEventTime } from './linkedin-urn.ts'
import { parseDate, parseMimeClass } from './parse-values.ts'

const TIMES: Partial<Record<ExtractorName, (value: string) => string | undefined>> = {
  'gmail-id-time': parseGmailIdTime,
  'linkedin-event-urn': parseEventTime,
  'snowflake-time': parseSnowflakeTime,
  'whatsapp-stamp': readStampTime,
}

/**
 * Completes a message as a page's reader told it: what takes no time from the page when it is read here.
 * `sentAt` holds what each candidate of the definition shows, one a line; an attachment's `mime` may hold
 * a prefix and classes, one a line. Not to be trusted, as all that comes from a page.
 */
export function finishMessage(message: unknown, { fields }: SiteDefinition): unknown {
  if (!isTable(message)) return message
  const { sentAt: shown, attachments, ...rest } = message
  const sentAt = typeof shown === 'string' ? readTime(shown, fields.sentAt ?? []) : shown
  return {
    ...rest,
    ...(sentAt === undefined ? {} : { sentAt }),
    ...(attachments === undefined ? {} : { attachments: finishAttachments(attachments) }),
  }
}

function readTime(shown: string, candidates: readonly Candidate[]): string | undefined {
  const lines = shown.split('\n')
  const times = candidates.map(({ extract }, index) =>
    (TIMES[extract] ?? parseDate)(lines[index] ?? ''),
  )
  return times.find((time) => time !== undefined) ?? parseDate(shown)
}

function finishAttachments(attachments: unknown): unknown {
  return Array.isArray(attachments) ? attachments.map(finishAttachment) : attachments
}

function finishAttachment(attachment: unknown): unknown {
  if (!isTable(attachment)) return attachment
  const { mime: shown, ...rest } = attachment
  if (typeof shown !== 'string' || !shown.includes('\n')) return attachment
  const [prefix = '', ...classes] = shown.split('\n')
  const mime = parseMimeClass(classes.join(' '), prefix === '' ? undefined : prefix)
  return mime === undefined ? rest : { ...rest, mime }
}
