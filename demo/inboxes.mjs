// @ts-check
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/**
 * @typedef {{ name: string, size: string, mime?: string }} DemoAttachment
 * @typedef {{ name: string, profile?: string, headline?: string, degree?: number, email?: string }} DemoPerson
 * @typedef {object} DemoMessage
 * @property {string} at ISO 8601
 * @property {'them' | 'me'} from
 * @property {string} [text] plain text; addresses become links
 * @property {string} [html] mail only: the body as the sender wrote it
 * @property {string} [replyTo] mail only
 * @property {DemoPerson} [sender] where it is not the thread's `with`
 * @property {DemoAttachment[]} [attachments]
 * @property {string} [urn] as the site names the message; made by `prepareInbox`
 * @property {string} [hex] mail: 16 hex digits; made by `prepareInbox`
 * @typedef {object} DemoThread
 * @property {string} key name in the data file
 * @property {boolean} lure whether an analyst would warn here
 * @property {DemoPerson} with
 * @property {string} [subject]
 * @property {DemoMessage[]} messages oldest first
 * @property {string} [id] as the site names it; made by `prepareInbox`
 * @property {string} [uuid]
 * @typedef {{ me: DemoPerson, threads: DemoThread[] }} DemoInbox
 * @typedef {'linkedin' | 'gmail'} DemoSite
 */

/** @param {string} text @param {number} length hex digits */
function hash(text, length) {
  return createHash('sha256').update(text).digest('hex').slice(0, length)
}

/** @param {string} text */
function toBase64(text) {
  return Buffer.from(text).toString('base64')
}

/** Reads the data file of a demo inbox. @param {DemoSite} site @returns {DemoInbox} */
export function loadInbox(site) {
  return JSON.parse(readFileSync(new URL(`${site}.json`, import.meta.url), 'utf8'))
}

/** As Gmail makes ids: milliseconds in the upper bits. @param {string} at @param {string} place */
function makeMailId(at, place) {
  return ((BigInt(Date.parse(at)) << 20n) | BigInt(`0x${hash(place, 5)}`)).toString(16)
}

/**
 * Gives a message the ids that the site would give it.
 * @param {DemoInbox} inbox @param {DemoThread} thread @param {DemoMessage} message @param {number} index
 */
export function nameMessage(inbox, thread, message, index) {
  const place = `${thread.key}#${index}`
  const millis = Date.parse(message.at)
  const mark = `${millis}b${hash(place, 5)}-${index}&${thread.uuid}_100`
  message.urn = `urn:li:msg_message:(urn:li:fsd_profile:${inbox.me.profile},2-${toBase64(mark)})`
  message.hex = makeMailId(message.at, place)
  return message
}

/**
 * Fills in ids and moves all times so that the newest message is ten minutes old: a demo of next
 * year must not consist of last year's mail.
 * @param {DemoInbox} source @param {number} [now] milliseconds since 1970
 * @returns {DemoInbox}
 */
export function prepareInbox(source, now = Date.now()) {
  const inbox = structuredClone(source)
  const times = inbox.threads.flatMap((thread) => thread.messages.map((m) => Date.parse(m.at)))
  const shift = now - 10 * 60_000 - Math.max(...times)
  for (const thread of inbox.threads) {
    const digits = hash(thread.key, 32)
    thread.uuid = digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
    thread.messages.forEach((message, index) => {
      message.at = new Date(Date.parse(message.at) + shift).toISOString()
      nameMessage(inbox, thread, message, index)
    })
    thread.id = inbox.me.profile
      ? `2-${toBase64(`${thread.uuid}_100`)}`
      : makeMailId(thread.messages[0]?.at ?? new Date(now).toISOString(), thread.key)
  }
  return inbox
}
