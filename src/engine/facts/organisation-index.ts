import type { Organisation } from '../rule-set.ts'
import { hashWord } from '../text/word-list.ts'
import { cutWords } from '../text/words.ts'
import { indexBrands, type BrandIndex } from './brand-index.ts'

/** One way to write an organisation's name, as words. */
export interface Alias {
  readonly words: readonly string[]
  /** `hashWord` of each word as it is, then of each with a genitive `s`. */
  readonly hashes: readonly number[]
  readonly organisation: Organisation
}

/** The directory of organisations, ready for look-ups that don't grow with its size. */
export interface OrganisationIndex {
  readonly size: number
  /** Aliases by `hashWord` of a word that they may begin with, the longest first. */
  readonly aliases: ReadonlyMap<number, readonly Alias[]>
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
      if (first !== undefined) push(aliases, first, makeAlias(words, organisation))
    }
  }
  return {
    size: organisations.length,
    aliases: indexAliases(aliases),
    domains,
    brands: indexBrands(organisations),
  }
}

function makeAlias(words: readonly string[], organisation: Organisation): Alias {
  const hashes = [...words.map(hashWord), ...words.map((word) => hashWord(`${word}s`))]
  return { words, hashes, organisation }
}

/** A word with a genitive `s` leads to the aliases of the word, unless there are any of its own. */
function indexAliases(byWord: ReadonlyMap<string, readonly Alias[]>): Map<number, Alias[]> {
  const index = new Map<number, Alias[]>()
  for (const [word, aliases] of byWord) {
    const genitive = `${word}s`
    for (const alias of aliases) {
      push(index, hashWord(word), alias)
      if (!byWord.has(genitive)) push(index, hashWord(genitive), alias)
    }
  }
  for (const list of index.values()) list.sort((a, b) => b.words.length - a.words.length)
  return index
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

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
