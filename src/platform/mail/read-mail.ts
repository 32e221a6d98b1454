import PostalMime, { type Email } from 'postal-mime'
import type { Message } from '../../engine/message.ts'
import type { UnreadPart } from '../../engine/verdict.ts'
import { findLinks, mergeLinks } from './find-links.ts'
import { readHtml, type HtmlText } from './html-to-text.ts'
import { limitParts } from './limit-parts.ts'
import { readHeaders } from './mail-headers.ts'
import { listAttachments } from './read-attachments.ts'
import { takeStrayTexts } from './stray-texts.ts'
import { splitQuotes, type SplitText } from './split-quotes.ts'

export type MailResult =
  | { readonly ok: true; readonly message: Message; readonly unread?: readonly UnreadPart[] }
  | { readonly ok: false; readonly reason: string }

const LIMITS = {
  maxNestingDepth: 32,
  maxHeadersSize: 262_144,
  // Forwarded mails are read by readNested, with limits of their own.
  forceRfc822Attachments: true,
} as const
const MAX_NESTED = 8
const MAX_NESTED_DEPTH = 3
const MAX_RAW_TEXT = 200_000
const MAX_RAW_HEADERS = 65_536
const MAX_TEXT = 1_000_000

/**
 * Reads one mail in bounded time; never throws. `place` names the mail where it has no Message-ID.
 * What is too large or can't be taken apart is named in `unread`, and the rest is judged.
 */
export async function readMail(bytes: Uint8Array, place: string): Promise<MailResult> {
  try {
    const limited = limitParts(bytes)
    const unread: UnreadPart[] = limited.cuts.map((reason) => ({ part: 'mail', reason }))
    const email = await parseMail(limited.bytes, unread)
    if (!hasMailHeader(email)) return { ok: false, reason: 'has none of the headers of a mail' }
    const body = await readBody(email, limited.bytes, unread, 0)
    const message = { ...readHeaders(email, place), ...body }
    return { ok: true, message, ...(unread.length === 0 ? {} : { unread }) }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { ok: false, reason: `can't be read as a mail: ${reason}` }
  }
}

/** Where the parser refuses, headers and raw text are still worth judging. */
async function parseMail(bytes: Uint8Array, unread: UnreadPart[]): Promise<Email> {
  try {
    return await PostalMime.parse(bytes, LIMITS)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    unread.push({ part: 'mail', reason: `could not be taken apart: ${reason}` })
    const raw = new TextDecoder('latin1').decode(bytes)
    const end = /\r?\n\r?\n/.exec(raw)?.index ?? raw.length
    const headers = await PostalMime.parse(keepHeaders(raw.slice(0, MAX_RAW_HEADERS)), LIMITS)
    const body = new TextDecoder().decode(bytes.subarray(end, end + MAX_RAW_TEXT))
    return { ...headers, text: body, attachments: [] }
  }
}

/** The head of a mail, cut. The content type is left out: without its parts it says nothing. */
function keepHeaders(start: string): string {
  const head = start.split(/\r?\n\r?\n/, 1)[0] ?? ''
  return head.replace(/^content-[a-z-]+:[^\n]*(?:\n[ \t][^\n]*)*\n?/gim, '')
}

const MAIL_HEADERS: ReadonlySet<string> = new Set([
  'from',
  'to',
  'subject',
  'date',
  'message-id',
  'received',
  'return-path',
  'mime-version',
])

function hasMailHeader({ headers }: Email): boolean {
  return headers.some(({ key }) => MAIL_HEADERS.has(key))
}

type Body = Pick<Message, 'text' | 'quoted' | 'hidden' | 'links' | 'attachments'>

async function readBody(
  email: Email,
  raw: Uint8Array,
  unread: UnreadPart[],
  depth: number,
): Promise<Body> {
  const markup = joinTexts([email.html ?? '', ...takeStrayTexts(email, 'html')])
  const html = markup === '' ? undefined : readHtml(markup)
  if (html?.isCut === true) unread.push({ part: 'html', reason: 'only its beginning was read' })
  const plain = joinTexts([email.text ?? '', ...takeStrayTexts(email, 'plain')])
  const shown = chooseText(plain, html)
  const nested = await readNested(email, unread, depth)
  const quoted = joinTexts([shown.quoted, ...nested.map(toQuotation)])
  const hidden = html?.hidden ?? ''
  const links = mergeLinks(
    html?.links ?? [],
    findLinks(joinTexts([shown.text, quoted])),
    nested.flatMap((body) => body.links ?? []),
  )
  const attachments = [
    ...(await listAttachments(email, raw, unread.length > 0)),
    ...nested.flatMap((body) => body.attachments ?? []),
  ]
  return {
    text: shown.text,
    ...(quoted === '' ? {} : { quoted }),
    ...(hidden === '' ? {} : { hidden }),
    ...(links.length === 0 ? {} : { links }),
    ...(attachments.length === 0 ? {} : { attachments }),
  }
}

/** The plain text, unless the HTML, which readers see, says something else. */
export function chooseText(plain: string, html: HtmlText | undefined): SplitText {
  const split = splitQuotes(plain.slice(0, MAX_TEXT))
  if (html === undefined) return split
  const isPlainTrue = split.text !== '' && !saysMore(html, split)
  return isPlainTrue ? split : { text: html.text, quoted: html.quoted }
}

const MIN_NEW_WORDS = 8

/** A plain part that leaves out much of what the HTML shows was written for filters, not readers. */
function saysMore(html: HtmlText, plain: SplitText): boolean {
  const known = new Set(listWords(`${plain.text} ${plain.quoted}`))
  const shown = listWords(html.text)
  const fresh = shown.filter((word) => !known.has(word)).length
  return fresh >= MIN_NEW_WORDS && fresh > shown.length / 4
}

function listWords(text: string): string[] {
  return (
    text
      .slice(0, MAX_RAW_TEXT)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
}

interface NestedBody extends Body {
  readonly subject?: string
}

/** Mails attached to this one: their texts are quoted mail, their files attachments. */
async function readNested(
  email: Email,
  unread: UnreadPart[],
  depth: number,
): Promise<NestedBody[]> {
  const parts = email.attachments.filter(({ mimeType }) => mimeType === 'message/rfc822')
  if (parts.length === 0) return []
  if (depth >= MAX_NESTED_DEPTH) {
    unread.push({
      part: 'attached mail',
      reason: `is nested deeper than ${MAX_NESTED_DEPTH} mails`,
    })
    return []
  }
  if (parts.length > MAX_NESTED) {
    unread.push({ part: 'attached mails', reason: `only the first ${MAX_NESTED} were read` })
  }
  const bodies: NestedBody[] = []
  for (const { content } of parts.slice(0, MAX_NESTED)) {
    if (typeof content === 'string') continue
    const bytes = new Uint8Array(content)
    const nested = await parseMail(bytes, unread)
    const body = await readBody(nested, bytes, unread, depth + 1)
    bodies.push({ ...body, ...(nested.subject === undefined ? {} : { subject: nested.subject }) })
  }
  return bodies
}

function toQuotation({ subject, text, quoted }: NestedBody): string {
  return joinTexts([subject ?? '', text, quoted ?? ''])
}

function joinTexts(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n\n')
}
