import type { Organisation } from '../engine/rule-set.ts'
import { findContactLink } from '../platform/contact-link.ts'
import { loadParsedPolicy, loadPolicy } from '../platform/managed.ts'
import { coversPattern, matchesPattern, parsesAsPattern } from '../platform/match-pattern.ts'
import type { PolicyView } from '../platform/policy-protocol.ts'
import type { Policy } from '../platform/schema/policy.ts'
import type { SiteView, Warning } from '../platform/schema/views.ts'

export async function viewPolicy(): Promise<PolicyView> {
  const { policy, faults } = await loadParsedPolicy()
  const managed = Object.keys(policy).length > 0 || faults.length > 0
  return { managed, policy, faults: [...faults] }
}

/** Whether the policy keeps a page from being read. `site`: id of the definition that would read it. */
export function isSwitchedOff({ sites }: Policy, site: string | undefined, url: string): boolean {
  const off = sites?.off ?? []
  return off.some((name) => name === site || (parsesAsPattern(name) && matchesPattern(name, url)))
}

/** Adds to warnings whom the reader can turn to. */
export async function signWarnings(warnings: readonly Warning[]): Promise<Warning[]> {
  const { organisation } = await loadPolicy()
  if (organisation?.contact === undefined) return [...warnings]
  const { name, contact } = organisation
  const link = findContactLink(contact)
  const report = { name, contact, ...(link === undefined ? {} : { link }) }
  return warnings.map((warning) => ({ ...warning, report }))
}

/** The own organisation among those that attackers may claim to be. */
export function listOwnOrganisations({ organisation }: Policy): Organisation[] {
  const { name, aliases, domains = [], ambiguous } = organisation ?? {}
  if (name === undefined || domains.length === 0) return []
  return [
    {
      name,
      domains,
      sector: 'own',
      source: 'policy',
      ...(aliases === undefined ? {} : { aliases }),
      ...(ambiguous === undefined ? {} : { ambiguous }),
    },
  ]
}

/** What the policy wants of a site or match pattern, where it says anything. */
export function nameManaged(
  { sites: { on = [], off = [] } = {} }: Policy,
  { id, origin }: Pick<SiteView, 'id' | 'origin'>,
): Pick<SiteView, 'managed'> {
  const isIn = (names: readonly string[]): boolean =>
    names.some((name) => name === id || coversPattern(name, origin))
  if (isIn(off)) return { managed: 'off' }
  return isIn(on) ? { managed: 'on' } : {}
}
