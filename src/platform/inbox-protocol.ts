import * as v from 'valibot'
import { REVIEW_STATES, flaggedEntrySchema, levelSchema } from './schema/views.ts'

const MAX_PAGE = 200
/** UTF-16 units of a note. */
export const MAX_NOTE = 2_000

/** Which entries of the review inbox are asked for; what is left out means any. */
export const inboxFilterSchema = v.object({
  /** Words that all stand in sender, address, subject, excerpt, hosts, attachments or note. */
  search: v.exactOptional(v.string()),
  levels: v.exactOptional(v.array(levelSchema)),
  states: v.exactOptional(v.array(v.picklist(REVIEW_STATES))),
  /** Ids of site definitions, and `file`. */
  sites: v.exactOptional(v.array(v.string())),
  /** Milliseconds since 1970: flagged then or later. */
  since: v.exactOptional(v.number()),
})
export type InboxFilter = v.InferOutput<typeof inboxFilterSchema>

const inboxPageSchema = v.object({
  entries: v.array(flaggedEntrySchema),
  /** Place of the first of them among those that match. */
  offset: v.number(),
  matching: v.number(),
  total: v.number(),
  /** Sites that have any entry, with their names. */
  sites: v.array(v.object({ id: v.string(), name: v.string() })),
  /** Place of the wanted entry among those that match. */
  wantedIndex: v.exactOptional(v.number()),
})
export type InboxPage = v.InferOutput<typeof inboxPageSchema>

/** What was kept of a forgotten message, for whoever undoes the forgetting; kept nowhere else. */
const forgottenSchema = v.object({
  isPrivate: v.boolean(),
  flagged: v.exactOptional(flaggedEntrySchema),
  /** Hits and times, as the background stores them; absent of what was only checked by hand. */
  memory: v.exactOptional(v.unknown()),
})
export type Forgotten = v.InferOutput<typeof forgottenSchema>

/** Calls of the pages that show the review inbox. */
export const INBOX_PROTOCOL = {
  /**
   * A part of the inbox: what is called safe comes last, else the newest first. Entries of private
   * windows, which live in memory only, come where asked for.
   */
  'inbox/page': {
    request: v.object({
      withPrivate: v.exactOptional(v.boolean()),
      filter: inboxFilterSchema,
      offset: v.pipe(v.number(), v.integer(), v.minValue(0)),
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_PAGE)),
      /** Key of an entry to be found. */
      wanted: v.exactOptional(v.string()),
    }),
    reply: inboxPageSchema,
  },
  'inbox/mark': {
    request: v.object({ key: v.string(), state: v.picklist(REVIEW_STATES) }),
    reply: v.null(),
  },
  /** The user's own words beside an entry; '' takes them away. */
  'inbox/note': {
    request: v.object({ key: v.string(), note: v.pipe(v.string(), v.maxLength(MAX_NOTE)) }),
    reply: v.null(),
  },
  'inbox/forget': { request: v.object({ key: v.string() }), reply: v.array(forgottenSchema) },
  /** Undoes the forgetting with what it answered. */
  'inbox/restore': {
    request: v.object({ key: v.string(), records: v.array(forgottenSchema) }),
    reply: v.null(),
  },
} as const
