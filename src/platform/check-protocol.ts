import * as v from 'valibot'
import { messageViewSchema } from './schema/views.ts'

/** A verdict on a message that the user picked, with what is needed to keep it. */
export const checkedSelectionSchema = v.object({
  view: messageViewSchema,
  /** Page on which the text was selected; '' where the browser does not tell. */
  url: v.string(),
  isPrivate: v.boolean(),
})
export type CheckedSelection = v.InferOutput<typeof checkedSelectionSchema>

/** Calls of the pages on which the user has a message checked. Nothing is kept but by `inbox/keep`. */
export const CHECK_PROTOCOL = {
  /**
   * Judges messages among themselves, without memory of others. `message`: a `Message`, parsed one
   * by one; the answer has their places, null for one that is malformed or too large.
   */
  'check/messages': {
    request: v.object({
      items: v.array(
        v.object({
          message: v.unknown(),
          unread: v.exactOptional(v.array(v.object({ part: v.string(), reason: v.string() }))),
        }),
      ),
    }),
    reply: v.array(v.nullable(messageViewSchema)),
  },
  /** Verdict on a text that was selected in a page; null once it is forgotten. */
  'check/selection': {
    request: v.object({ id: v.string() }),
    reply: v.nullable(checkedSelectionSchema),
  },
  /** Enters a checked message into the review inbox, at the user's wish. */
  'inbox/keep': { request: checkedSelectionSchema, reply: v.null() },
} as const
