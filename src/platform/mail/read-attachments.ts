import { decodeWords, type Email } from 'postal-mime'
import type { Attachment } from '../../engine/message.ts'
import { inspectContent } from './inspect-content.ts'
import { MAX_TEXT_LINES } from './limit-parts.ts'
import { isStrayText } from './stray-texts.ts'

type Part = Email['attachments'][number]

/** Name of a file whose sender gave none. */
const NAMELESS = 'unnamed'
const MAX_OTHER_NAMES = 200
const CONTENT_HEADER = /^content-[a-z-]+:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*/gim
const PLAIN_NAME = /[;\s](?:file)?name\s*=\s*(?:"([^"\r\n]{1,500})"|([^\s;"]{1,500}))/gi
const STARRED_NAME = /[;\s](?:file)?name\*/i

/**
 * Files of a mail; pictures that the text itself shows are none. Of a mail that `isCut`, the size
 * of a part that may have been cut is unknown.
 */
export async function listAttachments(
  email: Email,
  raw: Uint8Array,
  isCut: boolean,
): Promise<Attachment[]> {
  const listed = await Promise.all(
    email.attachments
      .filter((part) => !isShownInText(part) && !isStrayText(part))
      .map((part) => toAttachment(part, isCut)),
  )
  const names = new Set(listed.map(({ name }) => name))
  const others = findOtherNames(raw).filter((name) => !names.has(name))
  return [...listed, ...others.map((name) => ({ name }))]
}

function isShownInText({ related, mimeType, filename }: Part): boolean {
  return related === true && mimeType.startsWith('image/') && (filename ?? '') === ''
}

async function toAttachment(part: Part, isCut: boolean): Promise<Attachment> {
  const size = sizeOf(part.content)
  const name = part.filename?.trim() ?? ''
  return {
    name: name === '' ? NAMELESS : name,
    ...(part.mimeType === '' ? {} : { mime: part.mimeType }),
    ...(isCut && size >= MAX_TEXT_LINES ? {} : { size }),
    ...(await inspectContent(toBytes(part.content))),
  }
}

function toBytes(content: Part['content']): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content)
}

function sizeOf(content: Part['content']): number {
  return typeof content === 'string' ? content.length : content.byteLength
}

/**
 * A part may carry a second name beside `filename*`, and mail programs differ in the one they show:
 * all of them count.
 */
function findOtherNames(raw: Uint8Array): string[] {
  const found = new Set<string>()
  for (const headers of listContentHeaders(new TextDecoder('latin1').decode(raw))) {
    if (!STARRED_NAME.test(headers)) continue
    for (const match of headers.matchAll(PLAIN_NAME)) {
      const name = decodeWords(match[1] ?? match[2] ?? '').trim()
      if (name !== '') found.add(name)
    }
    if (found.size > MAX_OTHER_NAMES) break
  }
  return [...found]
}

/** Content headers that follow each other: those of one part. */
function listContentHeaders(text: string): string[] {
  const blocks: string[] = []
  let end = -1
  for (const match of text.matchAll(CONTENT_HEADER)) {
    const isNext = match.index - end <= 2
    const block = isNext ? `${blocks.pop() ?? ''}\n${match[0]}` : match[0]
    blocks.push(block)
    end = match.index + match[0].length
  }
  return blocks
}
