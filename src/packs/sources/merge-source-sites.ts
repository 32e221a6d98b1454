import type { SiteDefinition } from '../../sites/definition.ts'
import type { RuleSource } from './rule-source.ts'

/**
 * Adds a source's site definitions. One that may change others replaces definitions of the same id;
 * of any other, only sites are taken whose id and hosts no definition has yet.
 */
export function mergeSourceSites(
  base: readonly SiteDefinition[],
  own: readonly SiteDefinition[],
  { mayChangeOthers }: RuleSource,
): { readonly sites: readonly SiteDefinition[]; readonly faults: readonly string[] } {
  // Which sites are read without being asked for is the program's own word.
  const added = own.map((site) => ({ ...site, builtIn: false }))
  if (mayChangeOthers) {
    const builtIn = new Map(base.map((site) => [site.id, site.builtIn]))
    const ids = new Set(own.map(({ id }) => id))
    const kept = base.filter(({ id }) => !ids.has(id))
    const replaced = added.map((site) => ({ ...site, builtIn: builtIn.get(site.id) ?? false }))
    return { sites: [...kept, ...replaced], faults: [] }
  }
  const findRival = (site: SiteDefinition) =>
    base.find((other) => other.id === site.id || sharesHost(other, site))
  const faults = added.flatMap((site) => {
    const rival = findRival(site)
    return rival === undefined
      ? []
      : [`site "${site.id}": "${rival.name}" is read by another definition already`]
  })
  return { sites: [...base, ...added.filter((site) => findRival(site) === undefined)], faults }
}

function sharesHost(one: SiteDefinition, other: SiteDefinition): boolean {
  const hosts = other.matches.map(takeHost)
  return one.matches.map(takeHost).some((host) => hosts.some((another) => overlaps(host, another)))
}

/** The host of a match pattern without `*.`; `*` alone is every host. */
function takeHost(pattern: string): string {
  const host = /^[^/]*:\/\/([^/]*)/.exec(pattern)?.[1]?.toLowerCase() ?? '*'
  return host.startsWith('*.') ? host.slice(2) : host
}

function overlaps(a: string, b: string): boolean {
  return a === b || a === '*' || b === '*' || a.endsWith(`.${b}`) || b.endsWith(`.${a}`)
}
