import type { Organisation } from '../rule-set.ts'
import { skeletonOf } from '../text/skeleton.ts'
import { namesOf } from './organisation-index.ts'

/** A name as it stands in a host: lower-case letters and digits only. */
export interface Brand {
  readonly key: string
  readonly organisation: Organisation
  /** `lettersOf` the key. */
  readonly letters: number
}

/** Brands by what a host is compared with. */
export interface BrandIndex {
  readonly exact: ReadonlyMap<string, Brand>
  /** By the key with look-alike letters made one (`rn` and `m`, `0` and `o`). */
  readonly skeletons: ReadonlyMap<string, Brand>
  /** By first letter and length, for spelling mistakes. */
  readonly shapes: ReadonlyMap<string, readonly Brand[]>
}

const MIN_BRAND = 3
const MIN_TYPO = 5

export function indexBrands(organisations: readonly Organisation[]): BrandIndex {
  const exact = new Map<string, Brand>()
  const skeletons = new Map<string, Brand>()
  const shapes = new Map<string, Brand[]>()
  for (const organisation of organisations) {
    const names = new Set(namesOf(organisation).map(foldName))
    for (const key of brandKeys(organisation, names)) {
      const brand = { key, organisation, letters: lettersOf(key) }
      if (exact.has(key)) continue
      exact.set(key, brand)
      const skeleton = skeletonOf(key)
      if (!skeletons.has(skeleton)) skeletons.set(skeleton, brand)
      // A domain's label alone may be any word (`shield.ai`): spelling mistakes are of names.
      if (key.length < MIN_TYPO || !names.has(key)) continue
      const shape = shapeOf(key, key.length)
      const list = shapes.get(shape)
      if (list) list.push(brand)
      else shapes.set(shape, [brand])
    }
  }
  return { exact, skeletons, shapes }
}

export function shapeOf(key: string, length: number): string {
  return `${key.charAt(0)}${length}`
}

/** The letters that a name holds, as bits. */
export function lettersOf(key: string): number {
  let letters = 0
  for (let at = 0; at < key.length; at++) letters |= 1 << (key.charCodeAt(at) & 31)
  return letters
}

/** From the names and from the first label of each official domain. */
function brandKeys(organisation: Organisation, names: ReadonlySet<string>): string[] {
  const labels = organisation.domains.map((domain) =>
    domain.slice(0, Math.max(0, domain.indexOf('.'))).replaceAll('-', ''),
  )
  const keys = [...new Set([...names, ...labels])]
  return keys.filter((key) => key.length >= MIN_BRAND && /^[a-z0-9]+$/.test(key))
}

/** `L'Oréal` → `loreal`. */
function foldName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('&', 'and')
    .replace(/[\s.,'’\-_/()]+/g, '')
}
