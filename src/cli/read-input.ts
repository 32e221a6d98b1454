import { createReadStream } from 'node:fs'
import { readFile, readdir, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { readMail } from '../platform/mail/read-mail.ts'
import { readMsg } from '../platform/mail/read-msg.ts'
import { splitMbox } from '../platform/mail/split-mbox.ts'
import { describeFileError } from './file-error.ts'
import type { InputItem } from './input.ts'
import { readJsonl } from './read-jsonl.ts'

const KINDS = ['.eml', '.msg', '.mbox', '.jsonl'] as const
type Kind = (typeof KINDS)[number]

/** More than any mail that a server would take; a larger file is no mail. */
const MAX_MAIL_BYTES = 256 * 1024 * 1024

/** Reads a file or, recursively, a folder. What can't be read is named; the rest goes on. */
export async function* readInput(path: string): AsyncGenerator<InputItem> {
  try {
    const info = await stat(path)
    if (info.isDirectory()) yield* readFolder(path)
    else yield* readFileOf(path, true)
  } catch (error) {
    yield { fault: `${path}: ${describeFileError(error)}` }
  }
}

async function* readFolder(folder: string): AsyncGenerator<InputItem> {
  const entries = await readdir(folder, { withFileTypes: true })
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) {
      try {
        yield* readFolder(path)
      } catch (error) {
        yield { fault: `${path}: ${describeFileError(error)}` }
      }
    } else if (entry.isFile()) yield* readFileOf(path, false)
  }
}

/** In a folder, files of other kinds are passed over; named one by one, they are a fault. */
async function* readFileOf(path: string, isNamed: boolean): AsyncGenerator<InputItem> {
  const kind = findKind(path)
  if (kind === undefined) {
    if (isNamed) yield { fault: `${path}: is no .eml, .msg, .mbox or .jsonl file and no folder` }
    return
  }
  try {
    if (kind === '.jsonl') yield* readJsonl(path, createReadStream(path))
    else if (kind === '.mbox') yield* readMbox(path)
    else yield await readOneMail(path, kind === '.msg' ? readMsg : readMail)
  } catch (error) {
    yield { fault: `${path}: ${describeFileError(error)}` }
  }
}

function findKind(path: string): Kind | undefined {
  const extension = extname(path).toLowerCase()
  return KINDS.find((kind) => kind === extension)
}

async function readOneMail(path: string, read: typeof readMail): Promise<InputItem> {
  const { size } = await stat(path)
  if (size > MAX_MAIL_BYTES) return { fault: `${path}: is larger than 256 MB` }
  return toItem(path, await read(await readFile(path), path))
}

async function* readMbox(path: string): AsyncGenerator<InputItem> {
  let index = 0
  for await (const mail of splitMbox(createReadStream(path), MAX_MAIL_BYTES)) {
    index += 1
    const place = `${path}:${index}`
    if (mail === 'too large') yield { fault: `${place}: is larger than 256 MB` }
    else yield toItem(place, await readMail(mail, place))
  }
  if (index === 0) yield { fault: `${path}: holds no mail (no line starts with "From ")` }
}

function toItem(place: string, result: Awaited<ReturnType<typeof readMail>>): InputItem {
  if (!result.ok) return { fault: `${place}: ${result.reason}` }
  const { message, unread } = result
  return unread === undefined ? { message } : { message, unread }
}
