import type { Organisation } from '../rule-set.ts'
import { hashWord } from '../text/word-list.ts'
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
  /** `hashWord` of the words with which an alias begins, as they are and with a genitive `s`. */
  readonly firstWords: ReadonlySet<number>
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
    firstWords: new Set(
      [...aliases.keys()].flatMap((word) => [hashWord(word), hashWord(`${word}s`)]),
    ),
  }
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
