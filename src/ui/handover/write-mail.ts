import type { HandedMessage } from './handed-message.ts'

/** Bytes of one encoded word's text: RFC 2047 allows 75 characters in all. */
const WORD_BYTES = 45
const LINE = /\r\n|[\r\n\v\f\u0085\u2028\u2029]/u
/** UTF-16 units of a line that programs surely take. */
const MAX_LINE = 300

/** Whether the message came by mail, so that an `.eml` makes sense of it. */
export function isMail({ channel, address }: HandedMessage): boolean {
  if (channel !== undefined) return channel === 'email'
  return address.includes('@') && !address.includes('://')
}

/**
 * A mail made of what was kept: it says of itself that it is no copy of the original. Legible as it stands,
 * so that whoever hands it over sees what it says.
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
    'Content-Transfer-Encoding: 8bit',
  ]
  const parts = [
    note,
    excerpt,
    hosts.map((host) => `- ${host}`).join('\n'),
    attachments.map((name) => `- ${name}`).join('\n'),
  ]
  const body = parts.filter((part) => part !== '').join('\n\n')
  const lines = body.split(LINE).flatMap(cutLine)
  return `${headers.join('\r\n')}\r\n\r\n${lines.join('\r\n')}\r\n`
}

function cutLine(line: string): string[] {
  const plain = line.replace(/\p{Cc}/gu, ' ')
  return plain.match(new RegExp(`.{1,${MAX_LINE}}`, 'gu')) ?? ['']
}

/** Several mails in one file. */
export function writeMbox(messages: readonly HandedMessage[], note: string): string {
  return messages
    .map((message) => {
      const date = new Date(message.sentAt ?? message.flaggedAt)
      const time = Number.isNaN(date.getTime()) ? new Date(0) : date
      // A line that looks like the beginning of the next mail gets a mark, as programs expect it.
      const mail = writeMail(message, note)
        .replaceAll('\r\n', '\n')
        .replace(/^(>*From )/gmu, '>$1')
      return `From MAILER-DAEMON ${writeAscTime(time)}\n${mail}\n`
    })
    .join('')
}

function writeFrom(name: string, address: string): string {
  const isPlain = /^[\w.!#$%&'*+/=?^`{|}~-]{1,250}@[A-Za-z0-9.-]{1,250}$/u.test(address)
  const mailbox = isPlain ? address : 'unknown@invalid'
  const shown = isPlain ? name : [name, address].filter(Boolean).join(' ')
  return shown.trim() === '' ? `<${mailbox}>` : `${encodeName(shown)} <${mailbox}>`
}

function encodeName(name: string): string {
  return /^[A-Za-z0-9 ]{1,200}$/u.test(name) ? `"${name}"` : encodeWords(name)
}

/** Plain where nothing in it can be anything but text of one line. */
function encodeHeader(text: string): string {
  const isPlain = /^[\x20-\x7e]{1,200}$/u.test(text) && !text.includes('=?')
  return isPlain ? text : encodeWords(text)
}

function encodeWords(text: string): string {
  const words: string[] = []
  let word = ''
  for (const character of text.replace(/[\s\p{Cc}]+/gu, ' ')) {
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

function writeDate(time: string): string {
  const date = new Date(time)
  return (Number.isNaN(date.getTime()) ? new Date(0) : date).toUTCString().replace('GMT', '+0000')
}

function writeAscTime(date: Date): string {
  const [, day = '', month = '', year = '', time = ''] = date.toUTCString().split(' ')
  return `${date.toUTCString().slice(0, 3)} ${month} ${day.padStart(2, ' ')} ${time} ${year}`
}
