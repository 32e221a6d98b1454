import type { Message } from '../message.ts'
import type { WordList } from '../text/word-list.ts'
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
  const look = (field: string | undefined, place: Place, words?: WordList): void => {
    if (field === undefined) return
    for (const claim of claimsIn(field, words ?? cutWords(field), place, lists)) {
      if (!claims.has(claim.organisation)) claims.set(claim.organisation, claim)
    }
  }
  look(sender?.name, { path: 'sender.name', source: 'name', offset: 0 })
  look(sender?.headline, { path: 'sender.headline', source: 'headline', offset: 0 })
  const ofText = words.viewOf('text')
  look(text, { path: 'text', source: 'text', offset: 0 }, ofText)
  for (const { start, end } of signatureLines(text, ofText, lists)) {
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

function claimsIn(
  field: string,
  words: WordList,
  { path, source, offset }: Place,
  lists: CompiledLists,
): Claim[] {
  const claims: Claim[] = []
  const last = source === 'text' ? Math.min(words.count, HEAD_WORDS) : words.count
  for (let at = 0; at < last; at++) {
    const aliases = matchAliases(words, at, lists)
    const alias = aliases[0]
    if (alias === undefined) continue
    const size = alias.words.length
    if (readClaimContext({ field, words, at, size, source, isAmbiguous: isAmbiguous(aliases) })) {
      const start = offset + words.startAt(at)
      const end = offset + words.endAt(at + size - 1)
      const domains = aliases.flatMap(({ organisation }) => organisation.domains)
      for (const { organisation } of aliases) {
        claims.push({ organisation: organisation.name, domains, path, start, end })
      }
    }
    at += size - 1
  }
  return claims
}

const NONE: readonly Alias[] = []

/** The aliases of the longest name that stands at a word; several organisations may share it. */
function matchAliases(words: WordList, at: number, lists: CompiledLists): readonly Alias[] {
  const candidates = lists.organisations.aliases.get(words.hashAt(at))
  if (candidates === undefined) return NONE
  const longest = candidates.find((alias) => standsAt(alias, words, at))?.words.length
  if (longest === undefined) return NONE
  return candidates.filter((alias) => alias.words.length === longest && standsAt(alias, words, at))
}

/** Each word of it as it is or with a genitive `s`: `Boeing’s` is the word `boeings`. */
function standsAt(alias: Alias, words: WordList, at: number): boolean {
  const { words: parts, hashes } = alias
  if (at + parts.length > words.count) return false
  for (let i = 0; i < parts.length; i++) {
    const hash = words.hashAt(at + i)
    if (hash !== hashes[i] && hash !== hashes[i + parts.length]) return false
  }
  return parts.every((part, i) => {
    const found = words.wordAt(at + i)
    return found === part || (found.length === part.length + 1 && found === `${part}s`)
  })
}

function isAmbiguous(aliases: readonly Alias[]): boolean {
  return aliases.every(({ organisation }) => organisation.ambiguous === true)
}

interface Line {
  readonly start: number
  readonly end: number
}

/** Of the last short lines of a text, up to the first long one, those in which a name may stand. */
function signatureLines(text: string, words: WordList, { organisations }: CompiledLists): Line[] {
  const lines: Line[] = []
  let word = words.count - 1
  let end = text.length
  for (let count = 0; end > 0 && count < SIGNATURE_LINES;) {
    const start = text.lastIndexOf('\n', end - 1) + 1
    const size = text.slice(start, end).trim().length
    if (size > 80) break
    let mayName = false
    for (; word >= 0 && words.startAt(word) >= start; word--) {
      if (organisations.aliases.has(words.hashAt(word))) mayName = true
    }
    if (mayName) lines.push({ start, end })
    if (size > 0) count++
    end = start - 1
  }
  return lines.reverse()
}
