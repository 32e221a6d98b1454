import * as v from 'valibot'

/** `reading`: messages were read. `empty`: nothing open here. `unreadable`: the site is there, its messages are not. */
export const HEALTH = ['reading', 'empty', 'unreadable'] as const
export const healthSchema = v.picklist(HEALTH)
export type Health = v.InferOutput<typeof healthSchema>

/** Why a page is `unreadable`. */
export const TROUBLES = [
  /** A message seems to be open, and none was found. */
  'no-messages',
  /** Every message seems to be the viewer's own. */
  'all-own',
  /** Most messages lack a field that they should have. */
  'field-missing',
] as const
export const troubleSchema = v.object({
  kind: v.picklist(TROUBLES),
  /** The fields that are missing. */
  fields: v.pipe(v.array(v.string()), v.readonly()),
})
export type Trouble = v.InferOutput<typeof troubleSchema>

/** What became of one field of a definition on the page last seen. */
const fieldHealthSchema = v.object({
  /** `sender.name`, …, or `unit` and `body`. */
  field: v.string(),
  /** In the order in which they are tried. */
  candidates: v.array(
    v.object({
      /** Selector and extractor, as in the definition. */
      label: v.string(),
      /** Messages whose value it gave. */
      count: v.number(),
    }),
  ),
  /** Messages without a value. */
  missing: v.number(),
})
export type FieldHealth = v.InferOutput<typeof fieldHealthSchema>

/** How reading goes on one site and host. */
export const siteHealthSchema = v.object({
  /** Id of the site definition. */
  site: v.string(),
  name: v.string(),
  host: v.string(),
  status: healthSchema,
  /** Milliseconds since 1970: when a reader last reported. */
  seenAt: v.number(),
  /** Milliseconds since 1970: when messages were last read. */
  lastRead: v.exactOptional(v.number()),
  trouble: v.exactOptional(troubleSchema),
  fields: v.array(fieldHealthSchema),
  /** Selectors that this browser does not take. */
  faults: v.pipe(v.array(v.object({ path: v.string(), reason: v.string() })), v.readonly()),
  /** Oldest and newest day of the evidence that the definition rests on. */
  captured: v.exactOptional(v.object({ oldest: v.string(), newest: v.string() })),
})
export type SiteHealth = v.InferOutput<typeof siteHealthSchema>
