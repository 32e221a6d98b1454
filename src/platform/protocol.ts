import * as v from 'valibot'
import { CHECK_PROTOCOL } from './check-protocol.ts'
import { DATA_PROTOCOL } from './data-protocol.ts'
import { OWN_RULES_PROTOCOL } from './own-rules-protocol.ts'
import { INBOX_PROTOCOL } from './inbox-protocol.ts'
import { PAGE_PROTOCOL } from './page-protocol.ts'
import { POLICY_PROTOCOL } from './policy-protocol.ts'
import { RULE_PROTOCOL } from './rule-protocol.ts'
import { SOURCE_PROTOCOL } from './source-protocol.ts'
import { siteHealthSchema } from './schema/health.ts'
import {
  knownSenderSchema,
  settingsSchema,
  siteViewSchema,
  storageStatusSchema,
  tabViewSchema,
} from './schema/views.ts'

/**
 * Every call between the extension's contexts: name → what it takes and what it answers.
 * Both sides parse. Calls under `page/` come from content scripts, in a hostile page's process:
 * they are the only ones accepted from there, and nothing they say is trusted beyond their own tab.
 */
export const CALLS = {
  ...PAGE_PROTOCOL,
  ...CHECK_PROTOCOL,
  ...INBOX_PROTOCOL,
  ...DATA_PROTOCOL,
  ...SOURCE_PROTOCOL,
  ...OWN_RULES_PROTOCOL,
  ...POLICY_PROTOCOL,
  ...RULE_PROTOCOL,

  'tab/get': { request: v.object({ tabId: v.number() }), reply: tabViewSchema },
  'sites/list': { request: v.object({}), reply: v.array(siteViewSchema) },
  /**
   * After `permissions.request` was granted for a match pattern: registers the reader there. Needed
   * where the browser had allowed the host already and so reports nothing new.
   */
  'sites/protect': { request: v.object({ origin: v.string() }), reply: v.null() },
  /** Stops reading on a match pattern, whatever the browser still allows. */
  'sites/unprotect': { request: v.object({ origin: v.string() }), reply: v.null() },
  /**
   * Shows the warnings of a site in badge and popup only, or in its pages again. `id`: a site's, or the
   * match pattern of a host that the user added.
   */
  'sites/quiet': {
    request: v.object({ id: v.string(), quiet: v.boolean() }),
    reply: v.null(),
  },
  /** How reading goes on every site that a reader ran on; the one seen last comes first. */
  'health/list': { request: v.object({}), reply: v.array(siteHealthSchema) },
  /** Structure of a tab's page with every text removed, to mend a definition by. */
  'tab/report': {
    request: v.object({ tabId: v.number() }),
    reply: v.object({ report: v.string() }),
  },
  /** Senders that the user decided on, by address; those of private windows are not among them. */
  'senders/list': {
    request: v.object({}),
    reply: v.array(v.object({ ...knownSenderSchema.entries, siteName: v.string() })),
  },
  /** Decides anew, or takes both decisions back. */
  'senders/set': { request: knownSenderSchema, reply: v.null() },
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

export { notices, type Notice } from './page-protocol.ts'
