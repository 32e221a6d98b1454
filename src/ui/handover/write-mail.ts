import type { HandedMessage } from './handed-message.ts'

/** Bytes of one encoded word's text: RFC 2047 allows 75 characters in all. */
const WORD_BYTES = 45
const LINE = /\r\n|[\r\n]/u

/** Whether the message came by mail, so that an `.eml` makes sense of it. */
export function isMail({ channel, address }: HandedMessage): boolean {
  if (channel !== undefined) return channel === 'email'
  return address.includes('@') && !address.includes('://')
}

/**
 * A mail made of what was kept: it says of itself that it is no copy of the original. Whatever comes from
 * the sender is encoded, so that no line break of theirs can begin a header.
 */
export function writeMail(message: HandedMessage, note: string): string {
  const { sender, address, subject, sentAt, excerpt, hosts, attachments, id } = message
  const headers = [
    `From: ${writeFrom(sender, address)}`,
    'To: undisclosed-recipients:;',
    ...(subject === '' ? [] : [`Subject: ${encodeHeader(subject)}`]),
    ...(sentAt === undefined ? [] : [`Date: ${writeDate(sentAt)}`]),
    ...(id !== undefined && /^[\x21-\x7e]{1,500}$/u.test(id) ? [`X-Original-Id: ${id}`] : []),
    'X-Reconstructed-By: Lurewatch; no original headers, no attachments',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
  ]
  const parts = [
    note,
    excerpt,
    hosts.map((host) => `- ${host}`).join('\n'),
    attachments.map((name) => `- ${name}`).join('\n'),
  ]
  const body = parts.filter((part) => part !== '').join('\n\n')
  const text = `${body.split(LINE).join('\r\n')}\r\n`
  return `${headers.join('\r\n')}\r\n\r\n${wrap(encodeBase64(text))}\r\n`
}

/** Several mails in one file. */
export function writeMbox(messages: readonly HandedMessage[], note: string): string {
  return messages
    .map((message) => {
      const date = new Date(message.sentAt ?? message.flaggedAt)
      const time = Number.isNaN(date.getTime()) ? new Date(0) : date
      // Bodies are encoded, so no line of them begins with "From ".
      const mail = writeMail(message, note).replaceAll('\r\n', '\n')
      return `From MAILER-DAEMON ${writeAscTime(time)}\n${mail}\n`
    })
    .join('')
}

function writeFrom(name: string, address: string): string {
  const isPlain = /^[^\s<>()",;:\\[\]]{1,250}@[^\s<>()",;:\\[\]@]{1,250}$/u.test(address)
  const isAscii = /^[\x21-\x7e]+$/u.test(address)
  const mailbox = isPlain && isAscii ? address : 'unknown@invalid'
  const shown = isPlain && isAscii ? name : [name, address].filter(Boolean).join(' ')
  return shown === '' ? `<${mailbox}>` : `${encodeHeader(shown)} <${mailbox}>`
}

/** Always encoded: what is plain today need not be checked for what it may begin tomorrow. */
function encodeHeader(text: string): string {
  const words: string[] = []
  let word = ''
  for (const character of text.replace(/\s+/gu, ' ')) {
    if (new TextEncoder().encode(word + character).length > WORD_BYTES) {
      words.push(word)
      word = ''
    }
    word += character
  }
  return [...words, word].map((one) => `=?utf-8?B?${encodeBase64(one)}?=`).join('\r\n ')
}

function encodeBase64(text: string): string {
  const bytes = new TextEncoder().encode(text)
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

function wrap(base64: string): string {
  return base64.replace(/(.{76})(?=.)/gu, '$1\r\n')
}

function writeDate(time: string): string {
  const date = new Date(time)
  return (Number.isNaN(date.getTime()) ? new Date(0) : date).toUTCString().replace('GMT', '+0000')
}

function writeAscTime(date: Date): string {
  const [, day = '', month = '', year = '', time = ''] = date.toUTCString().split(' ')
  return `${date.toUTCString().slice(0, 3)} ${month} ${day.padStart(2, ' ')} ${time} ${year}`
}
