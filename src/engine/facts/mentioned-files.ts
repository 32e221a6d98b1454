import { NO_VALUES, type EventValue } from '../event.ts'
import type { DottedToken } from '../text/dotted-tokens.ts'
import { locateMade } from '../text/mapped-text.ts'
import { readFileName } from './attachment.ts'
import type { CompiledLists } from './lists.ts'
import { deriveFrom, type FactTable } from './values.ts'

const FILE_NAME = /^[\p{L}\p{N}][\p{L}\p{N}_.+-]{0,120}\.[a-z0-9]{2,5}$/iu
const MAX_NAMES = 50
/** Endings that are products (`Node.js`), hosts or words more often than files a mail speaks of. */
const NO_FILES = new Set(
  `js ts jsx tsx mjs cjs net io ai com app md go rs cs cc sol key pages numbers move one pub tool run out
  command action theme contact url website desktop application workflow so bin sh pl py rb vue lock toml
  diff patch bundle log text run ws reg air dot mat crt org me dev pro`
    .trim()
    .split(/\s+/),
)

/** A value of each file that the text names. */
function each(pick: (mention: FileMention) => string): FactTable[string] {
  return ({ mentions, words }) => {
    if (mentions.length === 0) return NO_VALUES
    const made = words.plainOf('text')
    return mentions.map((mention): EventValue => {
      const [start, end] = locateMade(made, mention.start, mention.end)
      return deriveFrom(pick(mention), 'text', start, end)
    })
  }
}

/** Files that the text names without attaching them: "open Offer_Details.iso". */
export const mentionFacts: FactTable = {
  'attachment.mentioned_name': each(({ name }) => name),
  'attachment.mentioned_kind': each(({ kind }) => kind),
}

/** A file that the text names. */
export interface FileMention {
  readonly name: string
  readonly kind: string
  readonly start: number
  readonly end: number
}

/** Those of the tokens of a text that are names of files. */
export function findMentions(
  tokens: readonly DottedToken[],
  lists: CompiledLists,
): readonly FileMention[] {
  const mentions: FileMention[] = []
  for (const { text: name, start, end } of tokens) {
    if (!FILE_NAME.test(name) || isCapitalized(name)) continue
    const { extension, kind } = readFileName(name, lists)
    if (kind === undefined || NO_FILES.has(extension)) continue
    mentions.push({ name, kind, start, end })
    if (mentions.length >= MAX_NAMES) break
  }
  return mentions
}

/** "the end.Data", a missing space. */
function isCapitalized(name: string): boolean {
  return /\.\p{Lu}\p{Ll}+$/u.test(name)
}
