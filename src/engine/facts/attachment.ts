import type { Attachment, Message } from '../message.ts'
import { NO_VALUES, type EventValue } from '../event.ts'
import type { CompiledLists } from './lists.ts'
import { hasJobWord, isJobTitle, isTitle } from './job-words.ts'
import { derive, type FactTable } from './values.ts'

export interface NameFacts {
  /** Last extension, lower case, without the dot; empty where there is none. */
  readonly extension: string
  readonly kind: string | undefined
  readonly isDouble: boolean
  readonly isDisguised: boolean
}

// Direction controls, dot look-alikes (an ideographic full stop only before an extension), invisible
// characters, Braille blank, Hangul fillers.
const DISGUISES =
  /[\u202a-\u202e\u2066-\u2069\u2024\uff0e\ufe52\u200b\u2060\ufeff\u00ad\u2800\u3164\u115f\u1160\u034f\u0000\u200c\u200d]|[\u3002\uff61][a-z0-9]{2,4}$/i
/** Joiners belong to emoji and to scripts such as Persian and Hindi. */
const HONEST_JOINER = /(?<=[^\u0000-\u024f])[\u200c\u200d]/gu
const SPACE_RUN = /[\s\u00a0\u2000-\u200a\u3000]{8}/
const DOT_LOOKALIKES = /[\u2024\uff0e\ufe52\u3002\uff61]/g
const INVISIBLE =
  /[\u202a-\u202e\u2066-\u2069\u200e\u200f\u200b-\u200d\u2060\ufeff\u00ad\u2800\u3164\u115f\u1160\u034f\u0000]/g

/** Kinds that a recruiter's file may honestly show as its inner extension. */
const INNOCENT_KINDS = new Set([
  'document',
  'spreadsheet',
  'presentation',
  'pdf',
  'image',
  'audio',
  'video',
  'calendar',
  'mail',
  'html',
])
/** An archive made of an archive (`x.tar.gz`) is no disguise; these outer kinds are. */
const DANGEROUS_KINDS = new Set([
  'executable',
  'installer',
  'script',
  'shortcut',
  'disk-image',
  'archive',
  'macro-document',
  'html',
  'source-code',
  'remote-access',
])

export function readFileName(name: string, lists: CompiledLists): NameFacts {
  const plain = name
    .replace(DOT_LOOKALIKES, '.')
    .replace(INVISIBLE, '')
    .replace(/[\s.]+$/, '')
  const parts = plain.toLowerCase().split('.')
  const extension = parts.length > 1 ? (parts.at(-1)?.trim() ?? '') : ''
  const inner = parts.length > 2 ? (parts.at(-2)?.trim() ?? '') : ''
  const kind = lists.fileKinds.get(extension)
  const innerKind = lists.fileKinds.get(inner)
  return {
    extension,
    kind,
    isDouble: innerKind !== undefined && kind !== undefined && isPair(innerKind, kind),
    isDisguised: isDisguisedName(name),
  }
}

function isDisguisedName(name: string): boolean {
  return (
    DISGUISES.test(name.replace(HONEST_JOINER, '')) || SPACE_RUN.test(name) || /[\s.]$/.test(name)
  )
}

function isPair(inner: string, outer: string): boolean {
  return INNOCENT_KINDS.has(inner) && DANGEROUS_KINDS.has(outer) && inner !== outer
}

/** The name without extensions. */
function stemOf(name: string): string {
  return name.replace(/(?:\.[A-Za-z0-9]{1,10}){1,2}$/, '')
}

/** An attachment with what its name says. */
export interface NamedFile {
  readonly attachment: Attachment
  readonly facts: NameFacts
  readonly mimeKind: string | undefined
  /** By the first bytes, where somebody read them. */
  readonly contentKind: string | undefined
  readonly path: string
}

const NO_FILES: readonly Attachment[] = []

type PickValue = (file: NamedFile, message: Message) => string | boolean | undefined

/** A value of each attachment that has it. */
function each(pick: PickValue): FactTable[string] {
  return ({ message, files }) => {
    if (files.length === 0) return NO_VALUES
    return files.flatMap((file): EventValue[] => {
      const value = pick(file, message)
      if (value === undefined || value === false || value === '') return []
      return [derive(value, file.path, file.attachment.name.length)]
    })
  }
}

/** The facts of the attachments (see rules/README.md). */
export const attachmentFacts: FactTable = {
  'attachment.extension': each(({ facts }) => facts.extension),
  'attachment.kind': each(({ facts, mimeKind }) => facts.kind ?? mimeKind),
  'attachment.mime_kind': each(({ mimeKind }) => mimeKind),
  'attachment.double_extension': each(({ facts }) => facts.isDouble),
  'attachment.disguised_name': each(({ facts }) => facts.isDisguised),
  'attachment.job_words': each(({ attachment }) => hasJobWord(attachment.name)),
  'attachment.content_kind': each(({ contentKind }) => contentKind),
  'attachment.content_mismatch': each(isMismatch),
  'attachment.encrypted': each(({ attachment }) => attachment.encrypted),
  'attachment.job_title': each(({ attachment }) => isJobTitle(stemOf(attachment.name))),
  'attachment.names_title': each(({ attachment }, { recipient }) =>
    isTitle(stemOf(attachment.name), recipient?.headline),
  ),
}

export function readFiles(message: Message, lists: CompiledLists): readonly NamedFile[] {
  return (message.attachments ?? NO_FILES).map((attachment, index) => ({
    attachment,
    facts: readFileName(attachment.name, lists),
    mimeKind: readMime(attachment.mime, lists),
    contentKind: readMime(attachment.detected, lists),
    path: `attachments.${index}.name`,
  }))
}

/** Kinds whose formats are never packed in a ZIP file; documents and tables of today are. */
const UNPACKED_KINDS = new Set(['pdf', 'image', 'audio', 'video', 'calendar'])
/** Tables and documents that programs export as HTML under the old endings. */
const EXPORTED_KINDS = new Set(['document', 'spreadsheet', 'mail'])

/** The name promises something harmless, the bytes are something that runs or unpacks. */
function isMismatch({ facts, mimeKind, contentKind }: NamedFile): boolean {
  const shown = facts.kind ?? mimeKind
  if (shown === undefined || contentKind === undefined || !isPair(shown, contentKind)) return false
  if (contentKind === 'archive') return UNPACKED_KINDS.has(shown)
  return contentKind !== 'html' || !EXPORTED_KINDS.has(shown)
}

/** `Application/PDF; name=x` → the kind listed for `application/pdf`. */
function readMime(mime: string | undefined, lists: CompiledLists): string | undefined {
  const type = mime?.split(';')[0]?.trim().toLowerCase()
  return type === undefined || type === '' ? undefined : lists.fileKinds.get(type)
}
