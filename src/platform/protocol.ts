import * as v from 'valibot'
import { siteDefinitionSchema } from '../sites/definition.ts'
import {
  REVIEW_STATES,
  flaggedEntrySchema,
  healthSchema,
  ruleViewSchema,
  settingsSchema,
  siteViewSchema,
  storageStatusSchema,
  tabViewSchema,
  warningSchema,
} from './schema/views.ts'

/**
 * Every call between the extension's contexts: name → what it takes and what it answers.
 * Both sides parse. Calls under `page/` come from content scripts, in a hostile page's process:
 * they are the only ones accepted from there, and nothing they say is trusted beyond their own tab.
 */
export const CALLS = {
  /**
   * A reader starts in a frame and asks how to read it. Answered with every definition that may fit:
   * the reader takes the first whose `detect` finds something (an empty `detect` always fits), and
   * stops where none does.
   */
  'page/hello': {
    request: v.object({ url: v.string() }),
    reply: v.array(siteDefinitionSchema),
  },
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
      messages: v.array(v.unknown()),
      gone: v.array(v.string()),
      /** What the page kept from being read, by message id: belongs into the verdict's `unread`. */
      unread: v.exactOptional(
        v.array(v.object({ id: v.string(), part: v.string(), reason: v.string() })),
      ),
    }),
    /**
     * Warnings to show or change now, keys whose warning must go, the page's highlight name, and how
     * many messages were refused as malformed or too large.
     */
    reply: v.object({
      warnings: v.array(warningSchema),
      clear: v.array(v.string()),
      highlight: v.exactOptional(v.string()),
      refused: v.exactOptional(v.number()),
    }),
  },
  /** "Not a lure" in the page. */
  'page/dismiss': { request: v.object({ key: v.string() }), reply: v.null() },
  /** Opens the review inbox at an entry. */
  'page/review': { request: v.object({ key: v.string() }), reply: v.null() },

  'tab/get': { request: v.object({ tabId: v.number() }), reply: tabViewSchema },
  /** Newest first. Those of private windows, which live in memory only, come where asked for. */
  'inbox/list': {
    request: v.object({ withPrivate: v.exactOptional(v.boolean()) }),
    reply: v.array(flaggedEntrySchema),
  },
  'inbox/mark': {
    request: v.object({ key: v.string(), state: v.picklist(REVIEW_STATES) }),
    reply: v.null(),
  },
  'inbox/forget': { request: v.object({ key: v.string() }), reply: v.null() },
  'rules/list': { request: v.object({}), reply: v.array(ruleViewSchema) },
  'rules/enable': {
    request: v.object({ id: v.string(), enabled: v.boolean() }),
    reply: v.null(),
  },
  'sites/list': { request: v.object({}), reply: v.array(siteViewSchema) },
  /**
   * After `permissions.request` was granted for a match pattern: registers the reader there. Needed
   * where the browser had allowed the host already and so reports nothing new.
   */
  'sites/protect': { request: v.object({ origin: v.string() }), reply: v.null() },
  /** Stops reading on a match pattern, whatever the browser still allows. */
  'sites/unprotect': { request: v.object({ origin: v.string() }), reply: v.null() },
  'settings/get': { request: v.object({}), reply: settingsSchema },
  'settings/set': { request: v.partial(settingsSchema), reply: settingsSchema },
  'storage/status': { request: v.object({}), reply: storageStatusSchema },
  'forget/everything': { request: v.object({}), reply: v.null() },
} as const

export type CallName = keyof typeof CALLS
export type CallRequest<N extends CallName> = v.InferOutput<(typeof CALLS)[N]['request']>
export type CallReply<N extends CallName> = v.InferOutput<(typeof CALLS)[N]['reply']>

/** Calls that a content script may make. */
export const PAGE_CALLS: ReadonlySet<string> = new Set(
  Object.keys(CALLS).filter((name) => name.startsWith('page/')),
)

/** What the background tells a tab's frames, unasked. */
export const notices = v.variant('notice', [
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
