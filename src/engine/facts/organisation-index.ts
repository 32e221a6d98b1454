import type { Organisation } from '../rule-set.ts'
import { cutWords } from '../text/words.ts'
import { indexBrands, type BrandIndex } from './brand-index.ts'

/** One way to write an organisation's name, as words. */
export interface Alias {
  readonly words: readonly string[]
  readonly organisation: Organisation
}

/** The directory of organisations, ready for look-ups that don't grow with its size. */
export interface OrganisationIndex {
  readonly size: number
  /** Aliases by their first word, the longest first. */
  readonly aliases: ReadonlyMap<string, readonly Alias[]>
  /** Whether any alias may begin with a word (as it is, or with a genitive `s`); wrong at times, and fast. */
  readonly mayBegin: (word: string) => boolean
  /** Organisations by official domain. */
  readonly domains: ReadonlyMap<string, readonly Organisation[]>
  readonly brands: BrandIndex
}

export function indexOrganisations(organisations: readonly Organisation[]): OrganisationIndex {
  const aliases = new Map<string, Alias[]>()
  const domains = new Map<string, Organisation[]>()
  for (const organisation of organisations) {
    for (const domain of organisation.domains) push(domains, domain, organisation)
    for (const name of namesOf(organisation)) {
      const words = cutWords(name).words
      const first = words[0]
      if (first !== undefined) push(aliases, first, { words, organisation })
    }
  }
  for (const list of aliases.values()) list.sort((a, b) => b.words.length - a.words.length)
  return {
    size: organisations.length,
    aliases,
    domains,
    brands: indexBrands(organisations),
    mayBegin: makeFilter(aliases.keys()),
  }
}

/** A table of the words' shapes: it spares the look-up (and the hash) of nearly every word of a text. */
function makeFilter(words: Iterable<string>): (word: string) => boolean {
  const table = new Uint8Array(1 << 14)
  for (const word of words) {
    table[shapeOf(word)] = 1
    table[shapeOf(`${word}s`)] = 1
  }
  return (word) => table[shapeOf(word)] === 1
}

function shapeOf(word: string): number {
  const { length } = word
  const ends = word.charCodeAt(0) * 61 + word.charCodeAt(length - 1) * 17
  return (ends + word.charCodeAt(length >> 1) * 7 + length * 1021) & 0x3fff
}

/** Name and aliases, each also without its legal form. */
export function namesOf(organisation: Organisation): string[] {
  const names = [organisation.name, ...(organisation.aliases ?? [])]
  return [...new Set([...names, ...names.map(dropLegalForm)])].filter((name) => name !== '')
}

const LEGAL_FORM =
  /[\s,]+(?:AG|GmbH|SE|S\.?A\.?S?|S\.?p\.?A\.?|N\.?V\.?|B\.?V\.?|PLC|Ltd\.?|Limited|LLC|Inc\.?|Corp\.?|Corporation|Company|Co\.?|AB|ASA|A\/S|Oyj?|KK|KG|KGaA|Sp\. z o\.o\.|Pty|Pte)\.?$/i

function dropLegalForm(name: string): string {
  return name.replace(LEGAL_FORM, '').trim()
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
