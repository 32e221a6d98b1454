import { FIELDS, type Candidate, type SiteDefinition } from '../sites/definition.ts'

/** The candidates of a field (or of `unit` and `body`) in words, in the order in which they are tried. */
export function labelCandidates(site: SiteDefinition, field: string): string[] {
  if (field === 'unit' || field === 'body') return [...site[field]]
  const name = FIELDS.find((known) => known === field)
  return name === undefined ? [] : (site.fields[name] ?? []).map(labelCandidate)
}

/** `.name, attribute title`; a candidate without a selector reads the message's own element. */
function labelCandidate({ select, extract, of, with: params = [] }: Candidate): string {
  const words = [extract, ...(of === undefined ? [] : [of]), ...[params].flat()]
  const how = words.filter((word) => word !== '').join(' ')
  if (select === undefined) return how
  return how === 'text' ? select : `${select}, ${how}`
}
