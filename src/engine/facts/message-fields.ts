import type { EventValue } from '../event.ts'
import type { Message } from '../message.ts'
import type { MessageWords, WordField } from './message-words.ts'
import { original, plain } from './values.ts'

type Reader = (message: Message, words: MessageWords) => readonly EventValue[]

/** Fields that are the message's own, under their path. */
export const messageFields: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['site', (message) => plain(message.site)],
  ['channel', (message) => plain(message.channel)],
  ['direction', (message) => plain(message.direction ?? 'incoming')],
  ['text', (message, words) => written(message, 'text', words)],
  ['subject', (message, words) => written(message, 'subject', words)],
  ['quoted', (message, words) => written(message, 'quoted', words)],
  ['hidden', (message, words) => written(message, 'hidden', words)],
  ['sender.name', ({ sender }) => original(sender?.name, 'sender.name')],
  ['sender.email', ({ sender }) => original(sender?.email, 'sender.email')],
  ['sender.reply_to', ({ sender }) => original(sender?.replyTo, 'sender.replyTo')],
  ['sender.profile', ({ sender }) => original(sender?.profileUrl, 'sender.profileUrl')],
  ['sender.headline', ({ sender }) => original(sender?.headline, 'sender.headline')],
  ['sender.degree', ({ sender }) => plain(sender?.degree)],
  ['recipient.name', ({ recipient }) => plain(recipient?.name)],
  ['recipient.email', ({ recipient }) => plain(recipient?.email)],
  ['recipient.headline', ({ recipient }) => plain(recipient?.headline)],
  ['authentication.spf', ({ authentication }) => plain(authentication?.spf)],
  ['authentication.dkim', ({ authentication }) => plain(authentication?.dkim)],
  ['authentication.dmarc', ({ authentication }) => plain(authentication?.dmarc)],
  ['link.href', (message) => linkTexts(message, 'href')],
  ['link.text', (message) => linkTexts(message, 'text')],
  ['attachment.name', ({ attachments }) => fileValues(attachments, ({ name }) => name, 'name')],
  ['attachment.mime', ({ attachments }) => fileValues(attachments, ({ mime }) => mime, 'mime')],
  ['attachment.size', ({ attachments }) => (attachments ?? []).flatMap(({ size }) => plain(size))],
])

/** The text as it stands and, where that differs, as it would be typed plainly. */
function written(message: Message, path: WordField, words: MessageWords): readonly EventValue[] {
  const plainText = words.plainOf(path)
  const values = original(message[path], path)
  return plainText === undefined
    ? values
    : [...values, { value: plainText.text, path, made: plainText }]
}

/** Links looked at; the facts have the same limit. */
const MAX_LINKS = 200

function linkTexts({ links }: Message, part: 'href' | 'text'): EventValue[] {
  return (links ?? [])
    .slice(0, MAX_LINKS)
    .map((link, index) => ({ value: link[part], path: `links.${index}.${part}` }))
}

type Attachments = Message['attachments']

function fileValues(
  attachments: Attachments,
  pick: (file: NonNullable<Attachments>[number]) => string | undefined,
  part: string,
): EventValue[] {
  return (attachments ?? []).flatMap((file, index) =>
    original(pick(file), `attachments.${index}.${part}`),
  )
}
