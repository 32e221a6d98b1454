import * as v from 'valibot'
import { knownSenderSchema, settingsSchema } from './schema/views.ts'

/** Records of a copy that one call takes or answers. */
export const MAX_RECORDS = 200
/** Version of the file; raised when an older Lurewatch could not read it. */
export const COPY_VERSION = 1
export const COPY_FORMAT = 'lurewatch-data'

/** The user's own word on sites. */
const sitesSchema = v.object({
  /** Match patterns protected by the button, and those not to be read. */
  chosen: v.array(v.string()),
  stopped: v.array(v.string()),
  /** Ids and match patterns whose warnings are shown in badge and popup only. */
  quiet: v.array(v.string()),
})

const choicesSchema = v.object({
  settings: settingsSchema,
  sites: sitesSchema,
  senders: v.array(knownSenderSchema),
})
export type Choices = v.InferOutput<typeof choicesSchema>

/** Something in a copy that was skipped. */
const faultSchema = v.object({
  /** Place among the items of the call. */
  index: v.number(),
  /** Path and expectation; no text of the entry. */
  reason: v.string(),
})

/** Calls with which the settings page saves all own data and reads it back. Nothing of private windows. */
export const DATA_PROTOCOL = {
  'data/choices': { request: v.object({}), reply: choicesSchema },
  /** Conversation memory in the order of its keys, from behind one of them. */
  'data/memory': { request: v.object({ after: v.string() }), reply: v.array(v.unknown()) },
  /**
   * Takes records of a copy, each parsed by itself: what is bad is named and skipped. An entry that is
   * known keeps what it has; its state is taken where ours is `new`, a differing note is added.
   */
  'data/take': {
    request: v.object({
      part: v.picklist(['inbox', 'memory']),
      items: v.pipe(v.array(v.unknown()), v.maxLength(MAX_RECORDS)),
    }),
    reply: v.object({ added: v.number(), known: v.number(), faults: v.array(faultSchema) }),
  },
  /**
   * Takes settings, sites and senders of a copy; what does not parse is left as it is and named. Comes last: drops
   * what is older than the settings allow. `missing`: sites that need the browser's permission first.
   */
  'data/take-choices': {
    request: v.object({
      settings: v.exactOptional(v.unknown()),
      sites: v.exactOptional(v.unknown()),
      senders: v.exactOptional(v.unknown()),
    }),
    reply: v.object({ faults: v.array(v.string()), missing: v.array(v.string()) }),
  },
  /** The user knows of the entries that made room for newer ones. */
  'storage/seen-loss': { request: v.object({}), reply: v.null() },
} as const
