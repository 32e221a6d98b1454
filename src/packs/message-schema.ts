import * as v from 'valibot'
import type { Message } from '../engine/message.ts'

const text = v.string()
const authenticationResult = v.picklist(['pass', 'fail', 'none'])

const isoTime = v.pipe(
  text,
  v.check((value) => !Number.isNaN(Date.parse(value)), 'is not an ISO 8601 time'),
)

/** Unknown fields are dropped, so that a newer writer does not break an older reader. */
export const messageSchema = v.object({
  id: v.pipe(text, v.minLength(1, 'is empty')),
  site: v.exactOptional(text),
  channel: v.exactOptional(v.picklist(['social', 'email', 'chat'])),
  threadId: v.exactOptional(text),
  account: v.exactOptional(text),
  sentAt: v.exactOptional(isoTime),
  direction: v.exactOptional(v.picklist(['incoming', 'outgoing'])),
  sender: v.exactOptional(
    v.object({
      name: v.exactOptional(text),
      email: v.exactOptional(text),
      replyTo: v.exactOptional(text),
      profileUrl: v.exactOptional(text),
      headline: v.exactOptional(text),
      degree: v.exactOptional(v.number()),
    }),
  ),
  recipient: v.exactOptional(
    v.object({
      name: v.exactOptional(text),
      email: v.exactOptional(text),
      headline: v.exactOptional(text),
    }),
  ),
  authentication: v.exactOptional(
    v.object({
      spf: v.exactOptional(authenticationResult),
      dkim: v.exactOptional(authenticationResult),
      dmarc: v.exactOptional(authenticationResult),
    }),
  ),
  subject: v.exactOptional(text),
  text,
  quoted: v.exactOptional(text),
  hidden: v.exactOptional(text),
  links: v.exactOptional(v.array(v.object({ href: text, text }))),
  attachments: v.exactOptional(
    v.array(
      v.object({
        name: text,
        mime: v.exactOptional(text),
        size: v.exactOptional(v.number()),
        url: v.exactOptional(text),
        detected: v.exactOptional(text),
        encrypted: v.exactOptional(v.boolean()),
      }),
    ),
  ),
})

export type MessageResult =
  { readonly ok: true; readonly message: Message } | { readonly ok: false; readonly reason: string }

/** Parses one Message from JSON already read; `reason` names the faulty path. */
export function parseMessage(input: unknown): MessageResult {
  const result = v.safeParse(messageSchema, input)
  if (result.success) return { ok: true, message: result.output }
  return { ok: false, reason: describeIssue(result.issues[0]) }
}

/** `sender.degree: Expected number but received "2"`. */
export function describeIssue(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue)
  const reason = issue.received === 'undefined' ? 'is missing' : issue.message
  return path === null ? reason : `${path}: ${reason}`
}
