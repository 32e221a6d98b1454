import PostalMime from 'postal-mime'
import type { Attachment, Message } from '../../engine/message.ts'
import type { UnreadPart } from '../../engine/verdict.ts'
import { readCompoundFile, type Storage } from './compound-file.ts'
import { findLinks, mergeLinks } from './find-links.ts'
import { readHtml } from './html-to-text.ts'
import { inspectContent } from './inspect-content.ts'
import { readHeaders } from './mail-headers.ts'
import { MsgProperties, type PropertyHeader } from './msg-properties.ts'
import { chooseText, type MailResult } from './read-mail.ts'

const MAX_HEADERS = 262_144
const MAX_ATTACHMENTS = 500
const MAX_NESTED_DEPTH = 3
const NAMELESS = 'unnamed'

/** Numbers of the properties that are read ([MS-OXPROPS]). */
const SUBJECT = 0x0037
const HEADERS = 0x007d
const BODY = 0x1000
const RICH_TEXT = 0x1009
const HTML = 0x1013
const MESSAGE_ID = 0x1035
const REFERENCES = 0x1039
const IN_REPLY_TO = 0x1042
const DELIVERED_AT = 0x0e06
const SUBMITTED_AT = 0x0039
const SENDER = { name: [0x0042, 0x0c1a], email: [0x5d02, 0x5d01, 0x0065, 0x0c1f] }
const RECIPIENT = { name: [0x0040], email: [0x5d07, 0x0076] }
const LISTED_RECIPIENT = { name: [0x3001], email: [0x39fe, 0x3003] }
const FILE_NAME = [0x3707, 0x3704, 0x3001]
const FILE_TYPE = 0x370e
const FILE_CONTENT = 0x3701
const IS_HIDDEN = 0x7ffe

/**
 * Reads a message that Outlook saved as `.msg`; never throws. The header lines that came with the
 * mail are believed before Outlook's own fields, because they alone hold the authentication.
 */
export async function readMsg(bytes: Uint8Array, place: string): Promise<MailResult> {
  try {
    const file = readCompoundFile(bytes)
    const mail = new MsgProperties(file.root, 32)
    if (!isMail(mail)) return { ok: false, reason: 'holds no mail that Outlook saved' }
    const unread: UnreadPart[] = []
    const body = await readBody(mail, unread, 0)
    const message = { ...(await readHead(mail, place)), ...body }
    if (file.isDamaged()) unread.push({ part: 'mail', reason: 'the file is damaged' })
    return { ok: true, message, ...(unread.length === 0 ? {} : { unread }) }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { ok: false, reason: `can't be read as a mail of Outlook: ${reason}` }
  }
}

function isMail(mail: MsgProperties): boolean {
  return [SUBJECT, HEADERS, BODY, ...SENDER.name].some((id) => mail.text(id) !== undefined)
}

async function readHead(mail: MsgProperties, place: string): Promise<Omit<Message, 'text'>> {
  const head = mail.text(HEADERS)?.slice(0, MAX_HEADERS)
  const email = await PostalMime.parse(`${trimHeaders(head ?? '')}\r\n\r\n`)
  const told = readHeaders(email, takeId(mail, MESSAGE_ID) ?? place)
  const threadId =
    told.threadId ??
    takeId(mail, REFERENCES) ??
    takeId(mail, IN_REPLY_TO) ??
    takeId(mail, MESSAGE_ID)
  const sentAt = told.sentAt ?? mail.time(DELIVERED_AT) ?? mail.time(SUBMITTED_AT)
  const subject = told.subject ?? mail.text(SUBJECT)
  const sender = { ...readPerson(mail, SENDER), ...told.sender }
  const recipient = { ...readRecipient(mail), ...told.recipient }
  return {
    ...told,
    ...(threadId === undefined ? {} : { threadId }),
    ...(sentAt === undefined ? {} : { sentAt }),
    ...(subject === undefined ? {} : { subject }),
    ...(Object.keys(sender).length === 0 ? {} : { sender }),
    ...(Object.keys(recipient).length === 0 ? {} : { recipient }),
  }
}

/** Exchange puts a line of its own in front, which would end the header. */
function trimHeaders(head: string): string {
  return head
    .replace(/^Microsoft Mail Internet Headers[^\r\n]*\r?\n/i, '')
    .replace(/\r?\n(?:\r?\n)+[^]*$/, '')
}

function takeId(mail: MsgProperties, id: number): string | undefined {
  const value = mail.text(id)?.slice(0, 2_000)
  return value === undefined ? undefined : (/<([^<>\s]{1,998})>/.exec(value)?.[1] ?? value.trim())
}

interface Person {
  readonly name: readonly number[]
  readonly email: readonly number[]
}

/** Addresses inside an organisation are paths (`/o=…`), which are no addresses of mail. */
function readPerson(
  properties: MsgProperties,
  { name, email }: Person,
): { name?: string; email?: string } {
  const shown = firstText(properties, name)?.trim()
  const address = email.map((id) => properties.text(id)?.trim()).find((text) => text?.includes('@'))
  return {
    ...(shown === undefined ? {} : { name: shown }),
    ...(address === undefined ? {} : { email: address }),
  }
}

function readRecipient(mail: MsgProperties): { name?: string; email?: string } {
  const received = readPerson(mail, RECIPIENT)
  const [first] = listParts(mail.storage, '__recip_version1.0_')
  if (received.email !== undefined || first === undefined) return received
  return readPerson(new MsgProperties(first, 8, mail.encoding), LISTED_RECIPIENT)
}

type Body = Pick<Message, 'text' | 'quoted' | 'hidden' | 'links' | 'attachments'>

async function readBody(mail: MsgProperties, unread: UnreadPart[], depth: number): Promise<Body> {
  const markup = readMarkup(mail)
  const html = markup === undefined ? undefined : readHtml(markup)
  if (html?.isCut === true) unread.push({ part: 'html', reason: 'only its beginning was read' })
  const plain = mail.text(BODY)
  if (plain === undefined && html === undefined && mail.binary(RICH_TEXT) !== undefined) {
    unread.push({ part: 'text', reason: 'stands in the file as RTF only, which is not read' })
  }
  const shown = chooseText(plain ?? '', html)
  const files = await readFiles(mail, unread, depth)
  const quoted = [shown.quoted, ...files.texts].filter((text) => text !== '').join('\n\n')
  const hidden = html?.hidden ?? ''
  const links = mergeLinks(html?.links ?? [], findLinks(`${shown.text}\n\n${quoted}`))
  return {
    text: shown.text,
    ...(quoted === '' ? {} : { quoted }),
    ...(hidden === '' ? {} : { hidden }),
    ...(links.length === 0 ? {} : { links }),
    ...(files.attachments.length === 0 ? {} : { attachments: files.attachments }),
  }
}

function readMarkup(mail: MsgProperties): string | undefined {
  const bytes = mail.binary(HTML)?.read()
  return bytes === undefined ? mail.text(HTML) : mail.decodeBytes(bytes)
}

interface Files {
  readonly attachments: Attachment[]
  /** Texts of attached mails: they count as quoted. */
  readonly texts: string[]
}

async function readFiles(mail: MsgProperties, unread: UnreadPart[], depth: number): Promise<Files> {
  const parts = listParts(mail.storage, '__attach_version1.0_')
  if (parts.length > MAX_ATTACHMENTS) {
    unread.push({ part: 'attachments', reason: `only the first ${MAX_ATTACHMENTS} were read` })
  }
  const files: Files = { attachments: [], texts: [] }
  for (const part of parts.slice(0, MAX_ATTACHMENTS)) {
    const file = new MsgProperties(part, 8, mail.encoding)
    const nested = file.object(FILE_CONTENT)
    if (nested !== undefined && isMail(new MsgProperties(nested, 24))) {
      await addNested(files, nested, unread, depth)
    } else if (!isPictureInText(file)) files.attachments.push(await readFile(file))
  }
  return files
}

async function addNested(
  files: Files,
  nested: Storage,
  unread: UnreadPart[],
  depth: number,
): Promise<void> {
  if (depth >= MAX_NESTED_DEPTH) {
    const reason = `is nested deeper than ${MAX_NESTED_DEPTH} mails`
    unread.push({ part: 'attached mail', reason })
    return
  }
  const header: PropertyHeader = 24
  const mail = new MsgProperties(nested, header)
  const body = await readBody(mail, unread, depth + 1)
  const texts = [mail.text(SUBJECT) ?? '', body.text, body.quoted ?? '']
  files.texts.push(texts.filter((text) => text !== '').join('\n\n'))
  files.attachments.push(...(body.attachments ?? []))
}

async function readFile(file: MsgProperties): Promise<Attachment> {
  const content = file.binary(FILE_CONTENT)
  const mime = file.text(FILE_TYPE)
  return {
    name: firstText(file, FILE_NAME)?.trim() ?? NAMELESS,
    ...(mime === undefined ? {} : { mime }),
    ...(content === undefined ? {} : { size: content.size }),
    ...(content === undefined ? {} : await inspectContent(content.read())),
  }
}

function isPictureInText(file: MsgProperties): boolean {
  return file.flag(IS_HIDDEN) && file.text(FILE_TYPE)?.startsWith('image/') === true
}

function listParts(storage: Storage, prefix: string): Storage[] {
  return storage.storages
    .filter(({ name }) => name.toLowerCase().startsWith(prefix))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

function firstText(properties: MsgProperties, ids: readonly number[]): string | undefined {
  return ids.map((id) => properties.text(id)).find((text) => text !== undefined)
}
