import * as v from 'valibot'

const MAX_ADDRESS = 2000
const MAX_NAME = 100

/**
 * Why an update was not taken; the pack that was there stays in use.
 *
 * - `address`: not an address that a source can have
 * - `permission`: the browser does not allow the host (any more)
 * - `offline`: nobody answers; `cut`: the answer broke off; `slow`: it took too long
 * - `redirect`: leads elsewhere; `status`: the server reports an error; `web-page`: a page in place of a file
 * - `missing`: a file is not there; `too-large`; `malformed`
 * - `signature`: not signed by the keys that must; `mismatch`: not the file that was signed
 * - `fingerprint`: another source than the one that was trusted
 * - `rollback`: older than what was there; `expired`: not renewed in time, or held back by somebody
 * - `clock`: expired so long ago that this computer's clock may be wrong
 * - `newer`: made for a newer Lurewatch; `pack`: signed, but holds nothing that can be used
 * - `known`: the source is there already; `too-many`: no room for another
 * - `full`: no space on the disk; `interrupted`: the browser ended before the update did
 * - `failed`: a fault of Lurewatch itself
 */
export const SOURCE_FAULTS = [
  'address',
  'permission',
  'offline',
  'cut',
  'slow',
  'redirect',
  'status',
  'web-page',
  'missing',
  'too-large',
  'malformed',
  'signature',
  'mismatch',
  'fingerprint',
  'rollback',
  'expired',
  'clock',
  'newer',
  'pack',
  'known',
  'too-many',
  'full',
  'interrupted',
  'failed',
] as const
export type SourceFaultKind = (typeof SOURCE_FAULTS)[number]

const faultEntries = {
  kind: v.picklist(SOURCE_FAULTS),
  /** Names the file and what is wrong with it, for whoever runs the source. English. */
  detail: v.string(),
}
export const sourceFaultSchema = v.object(faultEntries)
export type SourceFault = v.InferOutput<typeof sourceFaultSchema>

const failedSchema = v.object({ fault: sourceFaultSchema })

export const trustSchema = v.picklist(['full', 'limited'])
export type SourceTrust = v.InferOutput<typeof trustSchema>

/** Numbers of rules by kind. */
export const ruleCountsSchema = v.object({
  signals: v.number(),
  stories: v.number(),
  exceptions: v.number(),
  lists: v.number(),
  sites: v.number(),
})
export type RuleCounts = v.InferOutput<typeof ruleCountsSchema>

const versionViewSchema = v.object({
  /** SHA-256 of the pack. */
  hash: v.string(),
  /** Whatever the publisher calls it. */
  version: v.string(),
  /** ISO 8601, as the publisher says. */
  created: v.string(),
  /** Milliseconds since 1970. */
  installedAt: v.number(),
  isCurrent: v.boolean(),
  /** Against the version before it, as the publisher says. */
  changes: v.array(
    v.object({
      kind: v.picklist(['added', 'changed', 'removed']),
      name: v.string(),
      title: v.string(),
    }),
  ),
})

/** What an update under way is doing. */
export const UPDATE_STEPS = ['root', 'metadata', 'pack', 'compile'] as const
const stepSchema = v.object({
  name: v.picklist(UPDATE_STEPS),
  /** Bytes of the pack so far, and all of it. */
  bytes: v.exactOptional(v.number()),
  total: v.exactOptional(v.number()),
})
export type UpdateStep = v.InferOutput<typeof stepSchema>

/** A source of rules, as the settings page shows it. Times are milliseconds since 1970. */
export const sourceViewSchema = v.object({
  id: v.string(),
  kind: v.picklist(['built-in', 'added', 'own']),
  name: v.string(),
  url: v.exactOptional(v.string()),
  fingerprint: v.exactOptional(v.string()),
  /** `limited`: its rules warn with level medium at most. */
  trust: trustSchema,
  /** Its exceptions, lists and site definitions also act on other sources' rules. */
  mayChangeOthers: v.boolean(),
  paused: v.boolean(),
  automatic: v.boolean(),
  /** Set by a policy: only paused, pinned and the like by whoever manages this browser. */
  managed: v.exactOptional(v.literal(true)),
  version: v.exactOptional(v.string()),
  created: v.exactOptional(v.string()),
  installedAt: v.exactOptional(v.number()),
  /** After this it must have been renewed; what is there stays in use all the same. */
  expires: v.exactOptional(v.number()),
  /** It is past that time now. */
  isExpired: v.exactOptional(v.literal(true)),
  lastSuccess: v.exactOptional(v.number()),
  lastTry: v.exactOptional(v.number()),
  /** When the next automatic update is due. */
  nextTry: v.exactOptional(v.number()),
  fault: v.exactOptional(v.object({ ...faultEntries, at: v.number() })),
  step: v.exactOptional(stepSchema),
  /** Hash of the version that it is held at. */
  pinned: v.exactOptional(v.string()),
  /** Held at a version while the source offers another one. */
  hasNewer: v.exactOptional(v.literal(true)),
  /** Newest first: the current one and up to five others. */
  versions: v.array(versionViewSchema),
  rules: ruleCountsSchema,
  /** Documents of it that can't be used, each with the reason. */
  ruleFaults: v.array(v.string()),
})
export type SourceView = v.InferOutput<typeof sourceViewSchema>

const addressSchema = v.pipe(v.string(), v.maxLength(MAX_ADDRESS))
const idSchema = v.object({ id: v.string() })

const updatedSchema = v.object({
  /** Whether other rules are in use now. */
  changed: v.boolean(),
  version: v.string(),
})

/**
 * Calls of the settings page about sources of rules. What a source's server does wrong is no failure
 * of the call: it is answered as `fault`, and nothing has changed.
 */
export const SOURCE_PROTOCOL = {
  /** Built-in rules first, then by order of precedence, the user's own last. */
  'sources/list': { request: v.object({}), reply: v.array(sourceViewSchema) },
  /**
   * To be sent, without waiting, right before the browser is asked for the host of `url`: allowing it
   * then makes no reader run there.
   */
  'sources/claim': { request: v.object({ url: addressSchema }), reply: v.null() },
  /** The user would rather not: the host's permission is given back, unless something else needs it. */
  'sources/release': { request: v.object({ url: addressSchema }), reply: v.null() },
  /** Reads the source's first root: what the user is to compare before trusting it. Keeps nothing. */
  'sources/probe': {
    request: v.object({ url: addressSchema }),
    reply: v.union([failedSchema, v.object({ url: v.string(), fingerprint: v.string() })]),
  },
  /** Adds a source and installs its pack; nothing is kept where that fails. */
  'sources/add': {
    request: v.object({ url: addressSchema, fingerprint: v.string(), trust: trustSchema }),
    reply: v.union([failedSchema, v.object({ id: v.string() })]),
  },
  /** Removes a source with all its packs, and gives the permission of its host back. */
  'sources/remove': { request: idSchema, reply: v.null() },
  'sources/set': {
    request: v.object({
      id: v.string(),
      paused: v.exactOptional(v.boolean()),
      automatic: v.exactOptional(v.boolean()),
      trust: v.exactOptional(trustSchema),
      mayChangeOthers: v.exactOptional(v.boolean()),
      name: v.exactOptional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(MAX_NAME))),
    }),
    reply: v.null(),
  },
  /** Added sources in order of precedence; each must be named once. */
  'sources/order': { request: v.object({ ids: v.array(v.string()) }), reply: v.null() },
  /** Puts a version to use and stays at it; null: follow the source again, from its next update. */
  'sources/pin': {
    request: v.object({ id: v.string(), hash: v.nullable(v.string()) }),
    reply: v.union([failedSchema, updatedSchema]),
  },
  /** Asks the source now. Whoever asks while an update is under way waits for that one. */
  'sources/update': { request: idSchema, reply: v.union([failedSchema, updatedSchema]) },
  /** Puts an earlier version to use again and stays at it, as `sources/pin` does. */
  'sources/roll-back': {
    request: v.object({ id: v.string(), hash: v.string() }),
    reply: v.union([failedSchema, updatedSchema]),
  },
} as const
