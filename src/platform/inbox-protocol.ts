import * as v from 'valibot'
import {
  REVIEW_STATES,
  flaggedEntrySchema,
  lossSchema,
  levelSchema,
  stageSchema,
  verdictChangeSchema,
} from './schema/views.ts'

const MAX_PAGE = 200
/** Entries that one call changes or answers: more go in several. */
export const MAX_AT_ONCE = 200
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
  /** Id of a rule that the entry's verdict names. */
  rule: v.exactOptional(v.string()),
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
  /** Entries that made room for newer ones and that the user was not told of yet. */
  lost: v.exactOptional(lossSchema),
})
export type InboxPage = v.InferOutput<typeof inboxPageSchema>

/** What was kept of a message before it was forgotten or changed, for whoever undoes that. */
const forgottenSchema = v.object({
  key: v.string(),
  isPrivate: v.boolean(),
  flagged: v.exactOptional(flaggedEntrySchema),
  /** Hits and times, as the background stores them; absent of what was only checked by hand. */
  memory: v.exactOptional(v.unknown()),
})
export type Forgotten = v.InferOutput<typeof forgottenSchema>

const markSchema = v.object({ key: v.string(), state: v.picklist(REVIEW_STATES) })
export type Mark = v.InferOutput<typeof markSchema>

/** One message of a conversation, as memory knows it: never its text. */
const momentSchema = v.object({
  key: v.string(),
  /** Milliseconds since 1970. */
  sentAt: v.exactOptional(v.number()),
  outgoing: v.boolean(),
  /** Of the same sender in another conversation. */
  elsewhere: v.boolean(),
  /** Signals that were hit, in the order of the stages. */
  signs: v.array(v.object({ rule: v.string(), title: v.string(), stage: v.nullable(stageSchema) })),
})
export type Moment = v.InferOutput<typeof momentSchema>

/** What judging again rests on: the whole text, memory with the kept parts, or these alone. */
export const BASES = ['text', 'memory', 'parts'] as const
export type Basis = (typeof BASES)[number]

const conversationSchema = v.object({
  /** Flagged messages of the conversation, oldest first. */
  entries: v.array(v.object({ entry: flaggedEntrySchema, basis: v.picklist(BASES) })),
  /** Every message that memory knows of it, oldest first. */
  moments: v.array(momentSchema),
  /** Rules in use, as `FlaggedEntry.ruleSet` names them. */
  ruleSet: v.string(),
})
export type ConversationView = v.InferOutput<typeof conversationSchema>

const withPrivate = v.exactOptional(v.boolean())
const keys = v.pipe(v.array(v.string()), v.maxLength(MAX_AT_ONCE))

/** Calls of the pages that show the review inbox. */
export const INBOX_PROTOCOL = {
  /**
   * A part of the inbox: what is called safe comes last, else the newest first. Entries of private
   * windows, which live in memory only, come where asked for.
   */
  'inbox/page': {
    request: v.object({
      withPrivate,
      filter: inboxFilterSchema,
      offset: v.pipe(v.number(), v.integer(), v.minValue(0)),
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_PAGE)),
      /** Key of an entry to be found. */
      wanted: v.exactOptional(v.string()),
    }),
    reply: inboxPageSchema,
  },
  /** Keys of all entries that match, in the order of `inbox/page`. */
  'inbox/keys': {
    request: v.object({ withPrivate, filter: inboxFilterSchema }),
    reply: v.array(v.string()),
  },
  /** Entries by key, in the order asked for; one that is gone is left out. */
  'inbox/entries': {
    request: v.object({ withPrivate, keys }),
    reply: v.array(flaggedEntrySchema),
  },
  /** Gives entries their states, all or none; answers those that they had. */
  'inbox/mark': {
    request: v.object({ marks: v.pipe(v.array(markSchema), v.maxLength(MAX_AT_ONCE)) }),
    reply: v.array(markSchema),
  },
  /** The user's own words beside an entry; '' takes them away. */
  'inbox/note': {
    request: v.object({ key: v.string(), note: v.pipe(v.string(), v.maxLength(MAX_NOTE)) }),
    reply: v.null(),
  },
  /** Drops all that is kept of messages, all or none; answers it. */
  'inbox/forget': { request: v.object({ keys }), reply: v.array(forgottenSchema) },
  /** Undoes a forgetting or a new judgement with what it answered, all or none. */
  'inbox/restore': {
    request: v.object({ records: v.pipe(v.array(forgottenSchema), v.maxLength(MAX_AT_ONCE)) }),
    reply: v.null(),
  },
  /** The conversation that an entry belongs to; null once the entry is gone. */
  'inbox/conversation': {
    request: v.object({ key: v.string() }),
    reply: v.nullable(conversationSchema),
  },
  /** Judges messages again by the rules in use; answers what changed, and what was kept before. */
  'inbox/rejudge': {
    request: v.object({ keys }),
    reply: v.object({
      outcomes: v.array(
        v.object({ key: v.string(), basis: v.picklist(BASES), change: verdictChangeSchema }),
      ),
      before: v.array(forgottenSchema),
    }),
  },
} as const
