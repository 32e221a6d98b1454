import type { Lists, Organisation } from '../../engine/rule-set.ts'
import type { RuleSource } from './rule-source.ts'

export interface MergedLists {
  readonly lists: Lists
  /** What the source's own value lists are called beside those of the same name. */
  readonly names: ReadonlyMap<string, string>
  /** What was left out, in words. */
  readonly faults: readonly string[]
}

/**
 * Adds a source's lists. One that may change others replaces value lists and kinds of files as a
 * rule folder would; of any other, value lists are its own, kinds of files are taken where nobody
 * claims their endings yet, and organisations are left out: what is official of a domain holds for
 * the rules of all, and would hide a lure from them.
 */
export function mergeSourceLists(base: Lists, own: Lists, source: RuleSource): MergedLists {
  const { organisations, faults } = source.mayChangeOthers
    ? addOrganisations(base.organisations, own.organisations)
    : refuseOrganisations(base.organisations, own.organisations)
  if (source.mayChangeOthers) {
    const values = { ...base.values, ...own.values }
    const fileKinds = { ...base.fileKinds, ...own.fileKinds }
    return { lists: { organisations, values, fileKinds }, names: new Map(), faults }
  }
  const names = new Map(Object.keys(own.values).map((name) => [name, `${source.id}.${name}`]))
  const scoped = Object.entries(own.values).map(
    ([name, list]) => [names.get(name) ?? name, list] as const,
  )
  const values = { ...base.values, ...Object.fromEntries(scoped) }
  const changed = Object.entries(own.fileKinds).filter(
    ([ending, kind]) => (base.fileKinds[ending] ?? kind) !== kind,
  )
  const kindFaults = changed.map(([ending]) => `kinds: "${ending}" is of another kind already`)
  const fileKinds = { ...own.fileKinds, ...base.fileKinds }
  return { lists: { organisations, values, fileKinds }, names, faults: [...faults, ...kindFaults] }
}

function refuseOrganisations(
  organisations: readonly Organisation[],
  { length }: readonly Organisation[],
): { organisations: readonly Organisation[]; faults: string[] } {
  const reason =
    'organisations: whose domains are official holds for all rules; allow this source to change others'
  return { organisations, faults: length === 0 ? [] : [reason] }
}

/** An organisation is what its domains say: nobody may add a domain to another's name. */
function addOrganisations(
  base: readonly Organisation[],
  own: readonly Organisation[],
): { organisations: Organisation[]; faults: string[] } {
  const taken = new Set(base.flatMap(listClaims))
  const organisations = [...base]
  const faults: string[] = []
  for (const organisation of own) {
    const claim = listClaims(organisation).find((name) => taken.has(name))
    if (claim === undefined) {
      organisations.push(organisation)
      for (const name of listClaims(organisation)) taken.add(name)
    } else {
      faults.push(`organisations: "${claim}" of "${organisation.name}" is listed already`)
    }
  }
  return { organisations, faults }
}

function listClaims({ name, aliases = [], domains }: Organisation): string[] {
  return [name, ...aliases, ...domains].map((claim) => claim.trim().toLowerCase())
}
