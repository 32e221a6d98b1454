/** The rules that ship with Lurewatch: the floor that is always there. */
export const BUILT_IN = 'built-in'
/** Rules that the user wrote on this machine. */
export const OWN = 'own'

/** Source of a rule, as its id tells: `built-in`, `own` or the id of an added one. */
export function sourceOfRule(id: string): string {
  const slash = id.indexOf('/')
  return slash < 0 ? BUILT_IN : id.slice(0, slash)
}
