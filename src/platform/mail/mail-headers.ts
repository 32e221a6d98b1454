import type { Email, Mailbox } from 'postal-mime'
import type { Message, Recipient, Sender } from '../../engine/message.ts'
import { readAuthentication } from './authentication-results.ts'

type Headers = Email['headers']

const MAX_ID = 998

/** What a mail's headers say of the Message: everything but text, links and attachments. */
export function readHeaders(email: Email, place: string): Omit<Message, 'text'> {
  const messageId = takeId(email.headers, 'message-id')
  const threadId =
    takeId(email.headers, 'references') ?? takeId(email.headers, 'in-reply-to') ?? messageId
  const sentAt = readTime(email.headers)
  const sender = readSender(email)
  const recipient = readRecipient(email)
  const authentication = readAuthentication(email.headers)
  const subject = email.subject?.trim()
  return {
    id: messageId ?? place,
    site: 'file',
    channel: 'email',
    ...(threadId === undefined ? {} : { threadId }),
    ...(sentAt === undefined ? {} : { sentAt }),
    ...(sender === undefined ? {} : { sender }),
    ...(recipient === undefined ? {} : { recipient }),
    ...(authentication === undefined ? {} : { authentication }),
    ...(subject === undefined || subject === '' ? {} : { subject }),
  }
}

/** The first `<id>` of a header, or its first word where the brackets are missing. */
function takeId(headers: Headers, key: string): string | undefined {
  const value = headers.find((header) => header.key === key)?.value.trim() ?? ''
  const id = /<([^<>\s]{1,998})>/.exec(value)?.[1] ?? /^[^<>\s,]+/.exec(value)?.[0]
  return id?.slice(0, MAX_ID)
}

/**
 * The topmost `Received` was written by the recipient's own server, last of all; `Date` is the
 * sender's word and stands in only where it is missing.
 */
function readTime(headers: Headers): string | undefined {
  const received = headers.find(({ key }) => key === 'received')?.value
  const date = headers.find(({ key }) => key === 'date')?.value
  return (
    (received === undefined
      ? undefined
      : parseTime(received.slice(received.lastIndexOf(';') + 1))) ??
    (date === undefined ? undefined : parseTime(date))
  )
}

/** ISO 8601 in UTC; undefined where it is no date or one that no mail can have. */
function parseTime(text: string): string | undefined {
  const plain = text
    .slice(0, 200)
    .replace(/\([^()]*\)/g, ' ')
    .trim()
  const time = Date.parse(plain)
  if (Number.isNaN(time)) return undefined
  const iso = new Date(time).toISOString()
  return /^(?:19[7-9]|20)\d/.test(iso) ? iso : undefined
}

function readSender(email: Email): Sender | undefined {
  const from = firstMailbox(email.from === undefined ? [] : [email.from])
  const replyTo = firstMailbox(email.replyTo ?? [])?.address
  if (from === undefined && replyTo === undefined) return undefined
  return {
    ...(from === undefined ? {} : describeMailbox(from)),
    ...(replyTo === undefined || replyTo === '' ? {} : { replyTo }),
  }
}

/** The address that the mail was delivered to; its name, if a header tells one. */
function readRecipient(email: Email): Recipient | undefined {
  const named = flatten([...(email.to ?? []), ...(email.cc ?? [])])
  const delivered = email.deliveredTo?.toLowerCase()
  if (delivered === undefined) return named[0] === undefined ? undefined : describeMailbox(named[0])
  const match = named.find(({ address }) => address.toLowerCase() === delivered)
  return match === undefined ? { email: delivered } : describeMailbox(match)
}

function describeMailbox({ name, address }: Mailbox): { name?: string; email?: string } {
  return {
    ...(name.trim() === '' ? {} : { name: name.trim() }),
    ...(address === '' ? {} : { email: address }),
  }
}

function firstMailbox(addresses: NonNullable<Email['to']>): Mailbox | undefined {
  return flatten(addresses).find(({ name, address }) => name !== '' || address !== '')
}

function flatten(addresses: NonNullable<Email['to']>): Mailbox[] {
  return addresses.flatMap((address) => (address.group === undefined ? [address] : address.group))
}
