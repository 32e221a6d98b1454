import type { Message } from './message.ts'
import type { UnreadPart } from './verdict.ts'

/** UTF-16 units of one text; what lies behind is said to be unread. */
export const MAX_TEXT = 200_000
const MAX_SHORT_TEXT = 4_000
const MAX_LINKS = 500
const MAX_ATTACHMENTS = 200

export interface LimitedMessage {
  readonly message: Message
  readonly unread: readonly UnreadPart[]
}

/** Cuts a message to what is judged, and says what was left out. Offsets stay those of the original. */
export function limitMessage(message: Message): LimitedMessage {
  const unread: UnreadPart[] = []
  const cut = (part: string, text: string, limit: number): string => {
    if (text.length <= limit) return text
    unread.push({ part, reason: `only the first ${limit} of ${text.length} characters were read` })
    return text.slice(0, limit)
  }
  const take = <T>(part: string, items: readonly T[], limit: number): readonly T[] => {
    if (items.length <= limit) return items
    unread.push({ part, reason: `only the first ${limit} of ${items.length} were read` })
    return items.slice(0, limit)
  }
  const { subject, quoted, hidden, links, attachments } = message
  return {
    message: {
      ...message,
      text: cut('text', message.text, MAX_TEXT),
      ...(subject === undefined ? {} : { subject: cut('subject', subject, MAX_SHORT_TEXT) }),
      ...(quoted === undefined ? {} : { quoted: cut('quoted', quoted, MAX_TEXT) }),
      ...(hidden === undefined ? {} : { hidden: cut('hidden', hidden, MAX_TEXT) }),
      ...(links === undefined ? {} : { links: take('links', links, MAX_LINKS) }),
      ...(attachments === undefined
        ? {}
        : { attachments: take('attachments', attachments, MAX_ATTACHMENTS) }),
    },
    unread,
  }
}
