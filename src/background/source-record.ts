import * as v from 'valibot'

/** The current version and the last five before it. */
export const MAX_VERSIONS = 6
export const MAX_SOURCES = 20
export const MAX_OWN_FILES = 500
/** UTF-16 units of one file of the user's. */
export const MAX_OWN_FILE = 1024 * 1024

const hashSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'is no SHA-256'))
/** Milliseconds since 1970. */
const timeSchema = v.pipe(v.number(), v.minValue(0))
const countSchema = v.pipe(v.number(), v.integer(), v.minValue(0))

const changeSchema = v.object({
  kind: v.picklist(['added', 'changed', 'removed']),
  name: v.string(),
  title: v.string(),
})

/** One version of a source's pack that was installed here. */
export const packVersionSchema = v.object({
  /** Of the pack's text: where it is kept. */
  hash: hashSchema,
  /** As its publisher calls it. */
  version: v.string(),
  created: v.string(),
  installedAt: timeSchema,
  /** The lowest `ENGINE_VERSION` that understands all of it. */
  engine: v.number(),
  /** What differs from the version that was published before it. */
  changes: v.array(changeSchema),
  bytes: countSchema,
  /** How much of what it brings. */
  rules: v.exactOptional(
    v.object({
      signals: countSchema,
      stories: countSchema,
      exceptions: countSchema,
      lists: countSchema,
      sites: countSchema,
    }),
  ),
})
export type PackVersion = v.InferOutput<typeof packVersionSchema>

/** A source of rules that the user or a policy added. */
export const sourceRecordSchema = v.object({
  /** `s` and the first eight hex digits of the fingerprint. */
  id: v.pipe(v.string(), v.regex(/^s[0-9a-f]{8}$/, 'is no id of a source')),
  url: v.string(),
  name: v.string(),
  /** Of the root that was trusted first. */
  fingerprint: v.string(),
  /** `limited`: nothing of it is told above medium. */
  trust: v.picklist(['full', 'limited']),
  /** Its exceptions, lists and sites may change what other sources say. */
  mayChangeOthers: v.boolean(),
  /** Its rules rest. */
  paused: v.boolean(),
  /** Updates come by alarm. */
  automatic: v.boolean(),
  /** The lower comes first. */
  order: v.number(),
  /** Set by a policy. */
  managed: v.exactOptional(v.literal(true)),
  /** Metadata files that were believed last, as they came. */
  metadata: v.object({
    root: v.string(),
    timestamp: v.exactOptional(v.string()),
    snapshot: v.exactOptional(v.string()),
    targets: v.exactOptional(v.string()),
  }),
  /** Newest first: what can be gone back to. */
  versions: v.pipe(v.array(packVersionSchema), v.maxLength(MAX_VERSIONS)),
  /** Hash of the version in use. */
  current: v.exactOptional(hashSchema),
  /** Hash of the version that the user wants to stay on. */
  pinned: v.exactOptional(hashSchema),
  /** When what was signed last expires. */
  expires: v.exactOptional(timeSchema),
  lastSuccess: v.exactOptional(timeSchema),
  lastTry: v.exactOptional(timeSchema),
  nextTry: v.exactOptional(timeSchema),
  /** Tries that failed since the last success. */
  failures: countSchema,
  /** Why the last try failed. */
  fault: v.exactOptional(v.object({ kind: v.string(), detail: v.string(), at: timeSchema })),
})
export type SourceRecord = v.InferOutput<typeof sourceRecordSchema>

/** A rule file that the user wrote. */
export const ownFileSchema = v.object({
  /** Relative to the rule folder, with `/`: `signals/x.yml`. */
  path: v.pipe(v.string(), v.minLength(1), v.maxLength(300)),
  text: v.pipe(v.string(), v.maxLength(MAX_OWN_FILE)),
  changedAt: timeSchema,
  /** It is kept and not used. */
  paused: v.exactOptional(v.literal(true)),
})
export type OwnFile = v.InferOutput<typeof ownFileSchema>
