import type { WordsView } from '../event.ts'
import type { Message } from '../message.ts'
import { WordList } from '../text/word-list.ts'
import { cutWords } from '../text/words.ts'
import type { CompiledLists } from './lists.ts'
import type { MessageWords } from './message-words.ts'
import type { Alias } from './organisation-index.ts'
import { readClaimContext, type ClaimSource } from './claim-context.ts'

/** An organisation that the sender says to speak for, and where. */
export interface Claim {
  readonly organisation: string
  /** Official domains of every organisation that goes by the claimed name. */
  readonly domains: readonly string[]
  readonly path: string
  readonly start: number
  readonly end: number
}

/** Words at the start of a text in which somebody introduces themselves. */
const HEAD_WORDS = 120
/** Lines at the end of a text that may be a signature. */
const SIGNATURE_LINES = 8

/** Organisations claimed in the display name, the headline, the introduction and the signature. */
export function findClaims(
  message: Message,
  lists: CompiledLists,
  words: MessageWords,
): readonly Claim[] {
  if (lists.organisations.size === 0) return []
  const claims = new Map<string, Claim>()
  const { sender, text } = message
  const look = (field: string | undefined, place: Place, view?: WordsView): void => {
    if (field === undefined) return
    for (const claim of claimsIn(field, view ?? cutWords(field), place, lists)) {
      if (!claims.has(claim.organisation)) claims.set(claim.organisation, claim)
    }
  }
  look(sender?.name, { path: 'sender.name', source: 'name', offset: 0 })
  look(sender?.headline, { path: 'sender.headline', source: 'headline', offset: 0 })
  look(text, { path: 'text', source: 'text', offset: 0 }, words.viewOf('text'))
  for (const { start, end } of signatureLines(text)) {
    look(text.slice(start, end), { path: 'text', source: 'signature', offset: start })
  }
  return [...claims.values()]
}

/** Where a field stands in the message. */
interface Place {
  readonly path: string
  readonly source: ClaimSource
  readonly offset: number
}

function* claimsIn(
  field: string,
  view: WordsView,
  { path, source, offset }: Place,
  lists: CompiledLists,
): Generator<Claim> {
  const words = WordList.from(view)
  const last = source === 'text' ? Math.min(words.count, HEAD_WORDS) : words.count
  const { firstWords } = lists.organisations
  for (let at = 0; at < last; at++) {
    if (!firstWords.has(words.hashAt(at))) continue
    const aliases = matchAliases(view, at, lists)
    const alias = aliases[0]
    if (alias === undefined) continue
    const size = alias.words.length
    if (readClaimContext({ field, view, at, size, source, isAmbiguous: isAmbiguous(aliases) })) {
      const start = offset + (view.starts[at] ?? 0)
      const end = offset + (view.ends[at + size - 1] ?? 0)
      const domains = aliases.flatMap(({ organisation }) => organisation.domains)
      for (const { organisation } of aliases) {
        yield { organisation: organisation.name, domains, path, start, end }
      }
    }
    at += size - 1
  }
}

/** The aliases of the longest name that stands at a word; several organisations may share it. */
function matchAliases(view: WordsView, at: number, lists: CompiledLists): readonly Alias[] {
  const word = view.words[at] ?? ''
  const { aliases } = lists.organisations
  const candidates = aliases.get(word) ?? (word.endsWith('s') ? aliases.get(word.slice(0, -1)) : [])
  if (candidates === undefined) return []
  const fits = ({ words }: Alias): boolean =>
    words.every((part, index) => isWordOrPossessive(view.words[at + index], part))
  const longest = candidates.find(fits)?.words.length
  if (longest === undefined) return []
  return candidates.filter((alias) => alias.words.length === longest && fits(alias))
}

/** `Boeing’s` is the word `boeings`. */
function isWordOrPossessive(found: string | undefined, word: string): boolean {
  return found === word || (found?.length === word.length + 1 && found === `${word}s`)
}

function isAmbiguous(aliases: readonly Alias[]): boolean {
  return aliases.every(({ organisation }) => organisation.ambiguous === true)
}

interface Line {
  readonly start: number
  readonly end: number
}

/** The last short lines of a text, up to the first long one. */
function signatureLines(text: string): Line[] {
  const lines: Line[] = []
  let end = text.length
  while (end > 0 && lines.length < SIGNATURE_LINES) {
    const start = text.lastIndexOf('\n', end - 1) + 1
    const size = text.slice(start, end).trim().length
    if (size > 80) break
    if (size > 0) lines.push({ start, end })
    end = start - 1
  }
  return lines.reverse()
}
