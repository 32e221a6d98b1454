import type { Message } from '../../engine/message.ts'
import type { UnreadPart } from '../../engine/verdict.ts'
import { isCompoundFile } from './compound-file.ts'
import { findLinks, mergeLinks } from './find-links.ts'
import { readHtml } from './html-to-text.ts'
import { readMail, type MailResult } from './read-mail.ts'
import { readMsg } from './read-msg.ts'
import { splitMbox } from './split-mbox.ts'

/** Bytes of one mail or text, and of a file of many mails. */
export const MAX_FILE = 25 * 1024 * 1024
export const MAX_MBOX = 256 * 1024 * 1024
const CHUNK = 1024 * 1024

/**
 * Why a file or a part of it could not be read: of no kind that is known, too large, without any
 * content, an mbox without mails, or faulty (the only one with words of its own).
 */
export type FileFault =
  | { readonly kind: 'unknown' | 'large' | 'empty' | 'no-mail' }
  | { readonly kind: 'faulty'; readonly reason: string }

/** A message with its place: the file's name, and the number in an mbox. */
export type FileItem =
  | {
      readonly place: string
      readonly message: Message
      readonly unread?: readonly UnreadPart[]
    }
  | { readonly place: string; readonly fault: FileFault }

/** What is taken of a `File`: its name says the kind unless its first bytes do. */
export type NamedFile = Pick<File, 'name' | 'size' | 'slice'>

/** Messages of a file that the user gave; never throws for what the file holds. */
export async function* readMessageFile(file: NamedFile): AsyncGenerator<FileItem> {
  const place = file.name
  const kind = await findKind(file)
  if (file.size === 0) yield { place, fault: { kind: 'empty' } }
  else if (kind === undefined) yield { place, fault: { kind: 'unknown' } }
  else if (file.size > (kind === 'mbox' ? MAX_MBOX : MAX_FILE)) {
    yield { place, fault: { kind: 'large' } }
  } else if (kind === 'mbox') yield* readMbox(file)
  else yield await readOne(file, kind)
}

type Kind = 'eml' | 'msg' | 'mbox' | 'txt'

const KINDS: readonly Kind[] = ['eml', 'msg', 'mbox', 'txt']

async function findKind(file: NamedFile): Promise<Kind | undefined> {
  const head = await readBytes(file.slice(0, 8))
  if (isCompoundFile(head)) return 'msg'
  const ending = file.name.slice(file.name.lastIndexOf('.') + 1).toLowerCase()
  const named = KINDS.find((kind) => kind === ending)
  const isMbox = new TextDecoder('latin1').decode(head).startsWith('From ')
  return isMbox && named !== undefined ? 'mbox' : named
}

async function readOne(file: NamedFile, kind: Exclude<Kind, 'mbox'>): Promise<FileItem> {
  const bytes = await readBytes(file.slice(0, MAX_FILE))
  const place = file.name
  if (kind === 'msg') return toItem(place, await readMsg(bytes, place))
  if (kind === 'eml') return toItem(place, await readMail(bytes, place))
  const text = decodeText(bytes)
  return looksLikeMail(text)
    ? toItem(place, await readMail(isWide(bytes) ? new TextEncoder().encode(text) : bytes, place))
    : { place, message: readText(text, place) }
}

async function* readMbox(file: NamedFile): AsyncGenerator<FileItem> {
  let index = 0
  for await (const mail of splitMbox(readChunks(file), MAX_FILE)) {
    index += 1
    const place = `${file.name} · ${index}`
    if (mail === 'too large') yield { place, fault: { kind: 'large' } }
    else yield toItem(place, await readMail(mail, place))
  }
  if (index === 0) yield { place: file.name, fault: { kind: 'no-mail' } }
}

/**
 * A text that the user pasted; `html` is the same as a page had it, and tells where its links lead.
 * The source of a mail, with its header lines, is read as a mail.
 */
export async function readPasted(text: string, html: string, place: string): Promise<FileItem> {
  if (!looksLikeMail(text)) return { place, message: readText(text, place, html) }
  return toItem(place, await readMail(new TextEncoder().encode(text.trimStart()), place))
}

function readText(text: string, id: string, html = ''): Message {
  const shown = text.replace(/\r\n?/g, '\n').trim()
  const links = mergeLinks(html === '' ? [] : readHtml(html).links, findLinks(shown))
  return { id, site: 'file', text: shown, ...(links.length === 0 ? {} : { links }) }
}

const HEADER = /^[A-Za-z][A-Za-z-]{1,60}:/
const MAIL_HEADER =
  /^(?:from|to|subject|date|message-id|received|return-path|reply-to|mime-version|delivered-to):/i

/** Header lines of a mail at the very beginning, three of those that every mail has. */
function looksLikeMail(text: string): boolean {
  const lines = text.trimStart().slice(0, 50_000).split(/\r?\n/)
  const end = lines.findIndex((line) => line.trim() === '')
  const head = end < 0 ? lines : lines.slice(0, end)
  const isHead = head.every((line) => HEADER.test(line) || /^[ \t]/.test(line))
  return isHead && head.filter((line) => MAIL_HEADER.test(line)).length >= 3
}

/** UTF-8, or UTF-16 where the file says so. */
function decodeText(bytes: Uint8Array): string {
  if (!isWide(bytes)) return new TextDecoder().decode(bytes)
  return new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes)
}

function isWide([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
}

function toItem(place: string, result: MailResult): FileItem {
  if (!result.ok) return { place, fault: { kind: 'faulty', reason: result.reason } }
  const { message, unread } = result
  return { place, message, ...(unread === undefined ? {} : { unread }) }
}

async function* readChunks(file: NamedFile): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.size; at += CHUNK) yield readBytes(file.slice(at, at + CHUNK))
}

async function readBytes(blob: Blob): Promise<Uint8Array> {
  return new Uint8Array(await blob.arrayBuffer())
}
