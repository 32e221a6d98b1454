import * as v from 'valibot'

/** The source that is always there: the rules that come with Lurewatch. */
export const BUILT_IN_SOURCE = 'built-in'
/** The rules that the user wrote. */
export const OWN_SOURCE = 'own'

/** `limited`: the rules of the source warn at level medium at most. */
export const TRUST = ['limited', 'full'] as const
export type Trust = (typeof TRUST)[number]

/** What can be wrong with an update; a page has one plain sentence for each. */
export const FAULT_KINDS = [
  // The way there.
  'offline',
  'timeout',
  'server',
  'redirect',
  'access',
  'web-page',
  // What came.
  'missing',
  'too-large',
  'malformed',
  'signature',
  'rollback',
  'expired',
  'mismatch',
  'fingerprint',
  // The pack itself.
  'newer',
  'faulty',
  // This machine.
  'storage',
  'interrupted',
  'unexpected',
] as const
export type FaultKind = (typeof FAULT_KINDS)[number]

const faultSchema = v.object({
  kind: v.picklist(FAULT_KINDS),
  /** For whoever mends the source; names the file. English. */
  detail: v.string(),
  /** Milliseconds since 1970. */
  at: v.number(),
})
export type SourceFault = v.InferOutput<typeof faultSchema>

const changeSchema = v.object({
  kind: v.picklist(['added', 'changed', 'removed']),
  name: v.string(),
  title: v.string(),
})
export type RuleChange = v.InferOutput<typeof changeSchema>

const versionSchema = v.object({
  /** SHA-256 of the pack: names the version in calls. */
  hash: v.string(),
  version: v.string(),
  /** ISO 8601, as its publisher says. */
  created: v.string(),
  /** Milliseconds since 1970. */
  installedAt: v.number(),
  isCurrent: v.boolean(),
  /** Against the version that was in use before it. */
  changes: v.array(changeSchema),
})
export type SourceVersion = v.InferOutput<typeof versionSchema>

/** What an update does, in this order. */
export const UPDATE_STEPS = ['root', 'metadata', 'pack', 'compile', 'store'] as const

const stepSchema = v.object({
  name: v.picklist(UPDATE_STEPS),
  bytes: v.exactOptional(v.number()),
  total: v.exactOptional(v.number()),
})
export type UpdateStep = v.InferOutput<typeof stepSchema>

const time = v.exactOptional(v.number())

/** A source of rules; times in milliseconds since 1970, where nothing else is said. */
export const sourceViewSchema = v.object({
  id: v.string(),
  kind: v.picklist(['built-in', 'added', 'own']),
  name: v.string(),
  url: v.exactOptional(v.string()),
  /** Groups of four digits, divided by spaces. */
  fingerprint: v.exactOptional(v.string()),
  trust: v.picklist(TRUST),
  mayChangeOthers: v.boolean(),
  paused: v.boolean(),
  automatic: v.boolean(),
  /** Set by a policy; `managedBy`: the organisation, where the policy names it. */
  managed: v.boolean(),
  managedBy: v.exactOptional(v.string()),
  version: v.exactOptional(v.string()),
  /** ISO 8601. */
  created: v.exactOptional(v.string()),
  installedAt: time,
  expires: time,
  lastSuccess: time,
  lastTry: time,
  nextTry: time,
  fault: v.exactOptional(faultSchema),
  /** Of an update that is under way. */
  step: v.exactOptional(stepSchema),
  /** Hash of the version that updates leave in use. */
  pinned: v.exactOptional(v.string()),
  /** Newest first: the one in use and the last five before it. */
  versions: v.array(versionSchema),
  /** How many of each are in use. */
  rules: v.object({
    signals: v.number(),
    stories: v.number(),
    exceptions: v.number(),
    lists: v.number(),
    sites: v.number(),
  }),
  /** Rules that do not work: file and reason. */
  ruleFaults: v.array(v.string()),
})
export type SourceView = v.InferOutput<typeof sourceViewSchema>

/** What did not work at the source is an answer, not an error of the call: a page words it. */
const refusedSchema = v.object({ fault: faultSchema })

const id = v.string()
const hash = v.string()

/** Calls of the settings page about sources of rules. */
export const SOURCE_PROTOCOL = {
  /** The built-in one first, then in the user's order, the user's own rules last. */
  'sources/list': { request: v.object({}), reply: v.array(sourceViewSchema) },
  /** Looks at a source without keeping anything. Access to its host must have been given. */
  'sources/probe': {
    request: v.object({ url: v.string() }),
    reply: v.union([v.object({ url: v.string(), fingerprint: v.string() }), refusedSchema]),
  },
  /** Adds a source and updates it for the first time; where that fails, nothing is kept. */
  'sources/add': {
    request: v.object({ url: v.string(), fingerprint: v.string(), trust: v.picklist(TRUST) }),
    reply: v.union([v.object({ id: v.string() }), refusedSchema]),
  },
  'sources/remove': { request: v.object({ id }), reply: v.null() },
  'sources/set': {
    request: v.object({
      id,
      paused: v.exactOptional(v.boolean()),
      automatic: v.exactOptional(v.boolean()),
      trust: v.exactOptional(v.picklist(TRUST)),
      mayChangeOthers: v.exactOptional(v.boolean()),
      name: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(100))),
    }),
    reply: v.null(),
  },
  /** All added sources; what comes first has the last word. */
  'sources/order': { request: v.object({ ids: v.array(id) }), reply: v.null() },
  /** Holds a version against updates, or lets go with null. */
  'sources/pin': { request: v.object({ id, hash: v.nullable(hash) }), reply: v.null() },
  'sources/update': {
    request: v.object({ id }),
    reply: v.union([v.object({ changed: v.boolean(), version: v.string() }), refusedSchema]),
  },
  /** Puts a version that is still kept in use, and pins it: else the next update would undo it. */
  'sources/roll-back': { request: v.object({ id, hash }), reply: v.null() },
} as const
