import * as v from 'valibot'

const MAX_SELECTOR = 500
const isoDay = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/, 'is not a day like 2026-09-20'))

/** A CSS selector. Real validity is known only to a browser; here the brackets and quotes are checked. */
export const selectorSchema = v.pipe(
  v.string(),
  v.minLength(1, 'is empty'),
  v.maxLength(MAX_SELECTOR, 'is too long'),
  v.check(hasBalancedBrackets, 'is not a selector: a bracket or quote is left open'),
)

/**
 * Where a candidate looks. `root` is the pane (see `pane`) around the unit, with its messages;
 * `root outside body` and `document` look outside all messages. Except for `unit`, nothing inside
 * any message's body is ever found: a sender can imitate every element there.
 */
export const SCOPES = [
  'unit outside body',
  'unit',
  'root',
  'root outside body',
  'document',
] as const

/** What can be taken from an element; docs/sites.md says what each does with `of` and `with`. */
export const EXTRACTORS = [
  'text',
  'present',
  'attribute',
  'between',
  'email',
  'mailto',
  'date',
  'degree',
  'size',
  'url',
  'url-param',
  'mime-from-class',
  'linkedin-event-urn',
  'gmail-download-url',
  'gmail-jslog',
  'gmail-id-time',
  'angle-address',
  'whatsapp-stamp',
  'snowflake-time',
] as const

export const FIELDS = [
  'id',
  'threadId',
  'account',
  'sender.name',
  'sender.email',
  'sender.profileUrl',
  'sender.replyTo',
  'sender.headline',
  'sender.degree',
  'recipient.name',
  'recipient.email',
  'recipient.headline',
  'subject',
  'sentAt',
] as const

const source = {
  /** Absent: the unit itself. */
  select: v.exactOptional(selectorSchema),
  scope: v.optional(v.picklist(SCOPES), 'unit outside body'),
  extract: v.optional(v.picklist(EXTRACTORS), 'text'),
  /** What the extractor reads: `text`, `@attribute`, `url` (of the page) or `title` (of the document). */
  of: v.exactOptional(v.pipe(v.string(), v.regex(/^(?:text|url|title|@[\w:-]+)$/, 'is unknown'))),
  with: v.exactOptional(v.union([v.string(), v.array(v.string())])),
}

/** One way to find a field. */
export const candidateSchema = v.object({
  ...source,
  /** Take it over from the message before in the same run, where this one shows none. */
  carry: v.optional(v.boolean(), false),
  /** Only where that field, read before, equals this value: a pane's header may speak of another. */
  where: v.exactOptional(v.object({ field: v.picklist(FIELDS), is: v.object(source) })),
})
export type Candidate = v.InferOutput<typeof candidateSchema>

/** Part of a proof: `value` must be there and, where stated, equal `is`, be listed or start so. */
const conditionSchema = v.object({
  value: v.object(source),
  is: v.exactOptional(v.object(source)),
  oneOf: v.exactOptional(v.array(v.string())),
  startsWith: v.exactOptional(v.string()),
  /** One of the value's words, as of a class attribute. */
  contains: v.exactOptional(v.string()),
})
export type Condition = v.InferOutput<typeof conditionSchema>

const candidates = v.optional(v.array(candidateSchema), [])
const selectors = v.optional(v.array(selectorSchema), [])
const requiredSelectors = v.pipe(v.array(selectorSchema), v.minLength(1, 'needs one that is valid'))

const attachmentSchema = v.object({
  select: selectorSchema,
  scope: v.optional(v.picklist(SCOPES), 'unit outside body'),
  name: candidates,
  mime: candidates,
  size: candidates,
  url: candidates,
})

const field = v.exactOptional(v.array(candidateSchema))
const fieldEntries = {
  id: field,
  threadId: field,
  account: field,
  'sender.name': field,
  'sender.email': field,
  'sender.profileUrl': field,
  'sender.replyTo': field,
  'sender.headline': field,
  'sender.degree': field,
  'recipient.name': field,
  'recipient.email': field,
  'recipient.headline': field,
  subject: field,
  sentAt: field,
} satisfies Record<FieldName, unknown>

/** How to read one kind of site: data only; `rules/sites/*.yml` are its instances. */
export const siteDefinitionSchema = v.object({
  id: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]*$/, 'is not a lower-case name')),
  name: v.pipe(v.string(), v.minLength(1, 'is empty')),
  channel: v.picklist(['social', 'email', 'chat']),
  /** Match patterns of the hosts; empty for software that stands on any host. */
  matches: v.array(v.string()),
  /** In the manifest at install. */
  builtIn: v.optional(v.boolean(), false),
  /** Selectors, one of which proves "this is that software" on an unknown host. */
  detect: selectors,
  /**
   * Oldest and newest day of the evidence that the selectors rest on, and its weakest grade: R a
   * captured page, the site's source or a running one; M measured; X used by public tools; G a guess.
   */
  captured: v.exactOptional(
    v.object({
      oldest: isoDay,
      newest: isoDay,
      grade: v.exactOptional(v.picklist(['R', 'M', 'X', 'G'])),
    }),
  ),
  /** Path, query and fragment on which messages stand, `*` for anything; empty: everywhere. */
  pages: v.optional(v.array(v.string()), []),
  /** Hosts of open shadow roots that are read like the document. */
  shadowHosts: selectors,
  /** Any of these proves: this is the site, and a message is open. */
  anchor: requiredSelectors,
  /** What surrounds one conversation; a unit belongs to the nearest. */
  pane: selectors,
  /** A unit counts only inside one of these; empty: anywhere. */
  within: selectors,
  /** One message, in fallback order. */
  unit: requiredSelectors,
  /** A unit that holds one of these outside its body is no message (drafts). */
  skip: selectors,
  /** The text that the sender wrote, in fallback order; all elements of the first that matches. */
  body: requiredSelectors,
  /** A unit without a body is a message all the same if it holds one of these. */
  bodiless: selectors,
  /** Elements of a body in which line breaks and spaces stand as they are. */
  preformatted: selectors,
  /** Parts of a body that the site adds itself, such as the time in a chat's bubble: not read. */
  decoration: selectors,
  /** Frames of the page's own origin, without scripts, that hold what a body shows. */
  frames: selectors,
  /**
   * Frames of another origin that hold a body: a unit that holds one outside a body is the head of
   * its message, joined in the background with what the reader in that frame finds.
   */
  bodyFrames: selectors,
  /** Left out of fields outside the body: what only screen readers hear, presence marks. */
  ignore: selectors,
  /** Parts of a body that are read into `quoted` or `hidden` instead of `text`. */
  quoted: selectors,
  hidden: selectors,
  /** Signs that something is not shown; `part` and `reason` are told to the reader. */
  unread: v.optional(
    v.array(
      v.object({
        select: selectorSchema,
        scope: v.optional(v.picklist(SCOPES), 'unit outside body'),
        part: v.string(),
        reason: v.string(),
      }),
    ),
    [],
  ),
  /** Attributes whose change may change what is read. */
  watch: v.optional(v.array(v.pipe(v.string(), v.regex(/^[\w:-]+$/, 'is no attribute'))), []),
  /** Messages one after another of one sender, who is named on the first only. */
  run: v.exactOptional(
    v.object({
      /** Element whose previous sibling holds the message before. */
      item: selectorSchema,
      /** A run ends where one unit matches one of these and its neighbour does not. */
      same: selectors,
      /** A unit that holds one of these begins a run. */
      head: requiredSelectors,
    }),
  ),
  /** Proofs, each a list of conditions that must all hold; one is enough. */
  outgoing: v.optional(v.array(v.pipe(v.array(conditionSchema), v.minLength(1))), []),
  incoming: v.optional(v.array(v.pipe(v.array(conditionSchema), v.minLength(1))), []),
  fields: v.optional(v.object(fieldEntries), {}),
  /** Fields that every message of others has; a page where most lack one can't be read. */
  expected: v.optional(v.array(v.picklist(FIELDS)), []),
  attachments: v.optional(v.array(attachmentSchema), []),
  /** Where a warning goes; absent: after the unit. */
  place: v.optional(
    v.array(v.object({ select: selectorSchema, at: v.picklist(['before', 'after']) })),
    [],
  ),
})
export type SiteDefinition = v.InferOutput<typeof siteDefinitionSchema>
export type FieldName = (typeof FIELDS)[number]
export type ExtractorName = (typeof EXTRACTORS)[number]
export type Scope = (typeof SCOPES)[number]
export type Source = Pick<Candidate, 'select' | 'scope' | 'extract' | 'of' | 'with'>

function hasBalancedBrackets(selector: string): boolean {
  const open: string[] = []
  let quote = ''
  for (let at = 0; at < selector.length; at++) {
    const char = selector.charAt(at)
    if (char === '\\') at++
    else if (quote !== '') quote = char === quote ? '' : quote
    else if (char === '"' || char === "'") quote = char
    else if (char === '(' || char === '[') open.push(char)
    else if (char === ')' && open.pop() !== '(') return false
    else if (char === ']' && open.pop() !== '[') return false
  }
  return quote === '' && open.length === 0
}
