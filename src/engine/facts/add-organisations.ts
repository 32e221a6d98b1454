import type { Lists, Organisation } from '../rule-set.ts'

/** Lists with further organisations; one that is known by a name or domain already is completed. */
export function addOrganisations(lists: Lists, more: readonly Organisation[]): Lists {
  if (more.length === 0) return lists
  return { ...lists, organisations: more.reduce(addOrganisation, lists.organisations) }
}

function addOrganisation(
  organisations: readonly Organisation[],
  added: Organisation,
): readonly Organisation[] {
  const isSame = (other: Organisation): boolean =>
    namesOf(other).some((name) => namesOf(added).includes(name)) ||
    other.domains.some((domain) => added.domains.includes(domain))
  const known = organisations.filter(isSame)
  const join = (part: 'aliases' | 'domains'): string[] => [
    ...new Set([added, ...known].flatMap((one) => one[part] ?? [])),
  ]
  const names = known.map(({ name }) => name).filter((name) => name !== added.name)
  const aliases = [...new Set([...names, ...join('aliases')])]
  const whole = { ...added, aliases, domains: join('domains') }
  return [...organisations.filter((one) => !isSame(one)), whole]
}

function namesOf({ name, aliases = [] }: Organisation): string[] {
  return [name, ...aliases].map((one) => one.toLowerCase())
}
