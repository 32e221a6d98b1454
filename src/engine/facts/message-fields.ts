import { NO_VALUES, type EventValue } from '../event.ts'
import type { Message } from '../message.ts'
import type { FactSource } from './fact-source.ts'
import type { WordField } from './message-words.ts'
import { original, plain, type FactTable } from './values.ts'

/** Fields that are the message's own, under their path. */
export const messageFields: FactTable = {
  site: ({ message }) => plain(message.site),
  channel: ({ message }) => plain(message.channel),
  direction: ({ message }) => plain(message.direction ?? 'incoming'),
  text: (source) => written(source, 'text'),
  subject: (source) => written(source, 'subject'),
  quoted: (source) => written(source, 'quoted'),
  hidden: (source) => written(source, 'hidden'),
  'sender.name': ({ message: { sender } }) => original(sender?.name, 'sender.name'),
  'sender.email': ({ message: { sender } }) => original(sender?.email, 'sender.email'),
  'sender.reply_to': ({ message: { sender } }) => original(sender?.replyTo, 'sender.replyTo'),
  'sender.profile': ({ message: { sender } }) => original(sender?.profileUrl, 'sender.profileUrl'),
  'sender.headline': ({ message: { sender } }) => original(sender?.headline, 'sender.headline'),
  'sender.degree': ({ message: { sender } }) => plain(sender?.degree),
  'recipient.name': ({ message: { recipient } }) => plain(recipient?.name),
  'recipient.email': ({ message: { recipient } }) => plain(recipient?.email),
  'recipient.headline': ({ message: { recipient } }) => plain(recipient?.headline),
  'authentication.spf': ({ message: { authentication } }) => plain(authentication?.spf),
  'authentication.dkim': ({ message: { authentication } }) => plain(authentication?.dkim),
  'authentication.dmarc': ({ message: { authentication } }) => plain(authentication?.dmarc),
  'link.href': ({ message }) => linkTexts(message, 'href'),
  'link.text': ({ message }) => linkTexts(message, 'text'),
  'attachment.name': ({ message: { attachments } }) =>
    fileValues(attachments, ({ name }) => name, 'name'),
  'attachment.mime': ({ message: { attachments } }) =>
    fileValues(attachments, ({ mime }) => mime, 'mime'),
  'attachment.size': ({ message: { attachments } }) =>
    (attachments ?? []).flatMap(({ size }) => plain(size)),
}

/** The text as it stands and, where that differs, as it would be typed plainly. */
function written({ message, words }: FactSource, path: WordField): readonly EventValue[] {
  const text = message[path]
  if (text === undefined) return NO_VALUES
  const made = words.plainOf(path)
  const value = { value: text, path }
  return made === undefined ? [value] : [value, { value: made.text, path, made }]
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
