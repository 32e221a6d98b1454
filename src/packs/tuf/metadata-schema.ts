import * as v from 'valibot'
import { UpdateError } from './update-error.ts'

/** Metadata of The Update Framework, specification 1.0, as far as a client without delegations reads it. */

const versionSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
const lengthSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const hexSchema = v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{2})+$/))

const sharedEntries = {
  spec_version: v.pipe(v.string(), v.regex(/^1\.\d+(?:\.\d+)?$/)),
  version: versionSchema,
  expires: v.pipe(v.string(), v.isoTimestamp()),
}

const keySchema = v.object({
  keytype: v.string(),
  scheme: v.string(),
  keyval: v.object({ public: v.string() }),
})

const roleSchema = v.object({
  keyids: v.pipe(
    v.array(v.string()),
    v.minLength(1),
    v.maxLength(100),
    v.check((ids) => new Set(ids).size === ids.length, 'names a key twice'),
  ),
  threshold: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
})

const hashesSchema = v.object({
  sha256: v.exactOptional(hexSchema),
  sha512: v.exactOptional(hexSchema),
})

const metaFileSchema = v.object({
  version: versionSchema,
  length: v.exactOptional(lengthSchema),
  hashes: v.exactOptional(hashesSchema),
})

const targetSchema = v.object({
  length: lengthSchema,
  hashes: v.pipe(
    hashesSchema,
    v.check(({ sha256, sha512 }) => (sha256 ?? sha512) !== undefined, 'has no SHA-2 hash'),
  ),
})

const SIGNED_SCHEMAS = {
  root: v.object({
    _type: v.literal('root'),
    ...sharedEntries,
    consistent_snapshot: v.literal(true, 'is not true: names of files must tell their version'),
    keys: v.record(v.string(), keySchema),
    roles: v.object({
      root: roleSchema,
      timestamp: roleSchema,
      snapshot: roleSchema,
      targets: roleSchema,
    }),
  }),
  timestamp: v.object({
    _type: v.literal('timestamp'),
    ...sharedEntries,
    meta: v.object({ 'snapshot.json': metaFileSchema }),
  }),
  snapshot: v.object({
    _type: v.literal('snapshot'),
    ...sharedEntries,
    meta: v.record(v.string(), metaFileSchema),
  }),
  targets: v.object({
    _type: v.literal('targets'),
    ...sharedEntries,
    targets: v.record(v.string(), targetSchema),
  }),
} as const

export type RoleName = keyof typeof SIGNED_SCHEMAS
export type Signed<R extends RoleName> = v.InferOutput<(typeof SIGNED_SCHEMAS)[R]>
export type Role = v.InferOutput<typeof roleSchema>
export type Key = v.InferOutput<typeof keySchema>
export type MetaFile = v.InferOutput<typeof metaFileSchema>
export type Hashes = v.InferOutput<typeof hashesSchema>
export type TargetFile = v.InferOutput<typeof targetSchema>

const envelopeSchema = v.object({
  signatures: v.pipe(
    v.array(v.object({ keyid: v.string(), sig: v.string() })),
    v.maxLength(100),
    v.check(
      (signatures) => new Set(signatures.map(({ keyid }) => keyid)).size === signatures.length,
      'holds two signatures of one key',
    ),
  ),
  signed: v.unknown(),
})

/** One metadata file: read, not yet believed. */
export interface Metadata<R extends RoleName> {
  /** As it came, for keeping. */
  readonly text: string
  readonly signed: Signed<R>
  /** What the signatures are over: with the fields that we do not know. */
  readonly raw: unknown
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[]
}

/**
 * Reads a metadata file of a role.
 *
 * @throws UpdateError `malformed`
 */
export function parseMetadata<R extends RoleName>(
  role: R,
  file: string,
  text: string,
): Metadata<R> {
  const envelope = v.safeParse(envelopeSchema, parseJson(file, text))
  if (!envelope.success) throw malformed(file, envelope.issues[0])
  const { signatures, signed: raw } = envelope.output
  const signed = v.safeParse(SIGNED_SCHEMAS[role], raw)
  if (!signed.success) throw malformed(file, signed.issues[0])
  return { text, signed: signed.output, raw, signatures }
}

function malformed(file: string, issue: v.BaseIssue<unknown>): UpdateError {
  const path = v.getDotPath(issue)
  return new UpdateError('malformed', file, `${path === null ? '' : `${path}: `}${issue.message}`)
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const isPage = /^\s*</.test(text)
    const reason = isPage
      ? 'is a web page, not a rule source; is the address right, and are you signed in to the network?'
      : 'is no JSON'
    throw new UpdateError('malformed', file, reason)
  }
}
