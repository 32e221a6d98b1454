import * as v from 'valibot'
import { isCheckedDefinition } from '../sites/checked-definition.ts'
import type { SiteDefinition } from '../sites/definition.ts'
import { healthSchema, troubleSchema } from './schema/health.ts'
import { decisionSchema, warningSchema } from './schema/views.ts'

/**
 * `dismiss`: not a lure, this message; `trust`: nor any other of its sender. `report`: marked as
 * reported, nothing is sent. `allow`: what its sender sends is opened without a question; `ask`: no more.
 * `undo`: all as it was before. `review`: shows it in the review inbox.
 */
const PAGE_ACTIONS = ['dismiss', 'trust', 'report', 'allow', 'ask', 'undo', 'review'] as const
export type PageAction = (typeof PAGE_ACTIONS)[number]

/** What readers are answered; they check it by hand (`page-checks.ts`). */
export const PAGE_REPLIES = {
  /**
   * Every definition that may fit: the reader takes the first whose `detect` finds something (an
   * empty `detect` always fits), and stops where none does.
   */
  'page/hello': v.array(v.custom<SiteDefinition>(isCheckedDefinition)),
  /**
   * Warnings to show or change now, keys whose warning must go, the page's highlight name, and how
   * many messages were refused as malformed or too large.
   */
  'page/read': v.object({
    warnings: v.array(warningSchema),
    clear: v.array(v.string()),
    highlight: v.exactOptional(v.string()),
    refused: v.exactOptional(v.number()),
  }),
} as const
export type PageReplies = {
  [N in keyof typeof PAGE_REPLIES]: v.InferOutput<(typeof PAGE_REPLIES)[N]>
}

const detailsSchema = v.object({
  /** Only with health `unreadable`. */
  trouble: v.exactOptional(v.pipe(troubleSchema, v.readonly())),
  /**
   * Field (or `unit`, `body`) → how many of the page's messages each of its candidates gave a value
   * for, in the definition's order, and last how many have none.
   */
  fields: v.record(v.string(), v.pipe(v.array(v.number()), v.maxLength(100), v.readonly())),
  /** Selectors that this browser does not take. */
  faults: v.pipe(
    v.array(v.object({ path: v.string(), reason: v.string() })),
    v.maxLength(100),
    v.readonly(),
  ),
})
export type ReadingDetails = v.InferOutput<typeof detailsSchema>

/**
 * The calls of content scripts. In a hostile page's process: nothing they say is trusted beyond
 * their own tab.
 */
export const PAGE_PROTOCOL = {
  /** A reader starts in a frame and asks how to read it. */
  'page/hello': { request: v.object({ url: v.string() }), reply: PAGE_REPLIES['page/hello'] },
  /**
   * Messages read since the last call, and those that left the page (`gone`: keys or ids).
   * `site` is the id of the definition that read them; each message says the same.
   */
  'page/read': {
    request: v.object({
      site: v.string(),
      url: v.string(),
      health: healthSchema,
      /** `Message[]`: each is parsed on its own, so that a bad one loses nothing else. */
      messages: v.pipe(v.array(v.unknown()), v.readonly()),
      gone: v.pipe(v.array(v.string()), v.readonly()),
      /** What the page kept from being read, by message id: belongs into the verdict's `unread`. */
      unread: v.exactOptional(
        v.pipe(
          v.array(v.object({ id: v.string(), part: v.string(), reason: v.string() })),
          v.readonly(),
        ),
      ),
      /** Place of the frame in its page, where the site's heads and bodies stand in several frames. */
      frame: v.exactOptional(v.string()),
      /** How reading goes, where that changed. */
      details: v.exactOptional(detailsSchema),
    }),
    reply: PAGE_REPLIES['page/read'],
  },
  /** Something that the reader of a message did in its warning. */
  'page/act': {
    request: v.object({
      key: v.string(),
      action: v.picklist(PAGE_ACTIONS),
      /** Only with `undo`. */
      before: v.exactOptional(decisionSchema),
    }),
    /** What stood before, to undo it with. The panel parses it. */
    reply: decisionSchema,
  },
} as const

/** What the background tells a tab's frames, unasked. */
export const notices = v.union([
  v.object({
    notice: v.literal('warnings'),
    warnings: v.array(warningSchema),
    clear: v.array(v.string()),
    /** As in the reply to `page/read`: this may be the frame's first warning. */
    highlight: v.exactOptional(v.string()),
  }),
  /** Read everything again: rules changed or the inbox was emptied. */
  v.object({ notice: v.literal('reread') }),
  /** Access to this site was taken away. */
  v.object({ notice: v.literal('stop') }),
])
export type Notice = v.InferOutput<typeof notices>
