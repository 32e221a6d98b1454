/** The rules that came with the program. */
export const BUILT_IN = 'built-in'
/** The user's own files. */
export const OWN = 'own'

/** The id of a source's rule in the merged set: ids of the built-in rules are their own. */
export function makeRuleId(source: string, id: string): string {
  return source === BUILT_IN ? id : `${source}/${id}`
}

/** The source that a rule of the merged set came from. */
export function sourceOfRule(id: string): string {
  const slash = id.indexOf('/')
  return slash < 0 ? BUILT_IN : id.slice(0, slash)
}
