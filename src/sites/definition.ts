import * as v from 'valibot'

/** One way to find a field: a selector below the unit and what to take from the element found. */
export const candidateSchema = v.object({
  select: v.string(),
  /** Packaged extractor: `text`, `attribute`, `mailto`, … */
  extract: v.optional(v.string(), 'text'),
  /** Parameter of the extractor, e.g. the attribute's name. */
  with: v.exactOptional(v.string()),
})

/** How to read one kind of site: data only. Owned by src/sites; `rules/sites/*.yml` are its instances. */
export const siteDefinitionSchema = v.object({
  id: v.string(),
  name: v.string(),
  channel: v.picklist(['social', 'email', 'chat']),
  /** Match patterns of the hosts; empty for software that stands on any host. */
  matches: v.array(v.string()),
  /** In the manifest at install. */
  builtIn: v.optional(v.boolean(), false),
  /** Selectors, one of which proves "this is that software" on an unknown host. */
  detect: v.optional(v.array(v.string()), []),
})
export type SiteDefinition = v.InferOutput<typeof siteDefinitionSchema>
