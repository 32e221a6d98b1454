import { canonicalize } from '@tufjs/canonical-json'
import type { Hashes, Key, Metadata, Role, RoleName, Signed } from './metadata-schema.ts'
import { UpdateError } from './update-error.ts'

type Keys = Signed<'root'>['keys']

/**
 * Checks that as many keys of a role as its threshold asks signed the metadata. A key counts once,
 * under however many ids it stands; keys other than Ed25519 count for nothing.
 *
 * @throws UpdateError `signature`
 */
export async function verifySignatures<R extends RoleName>(
  file: string,
  { raw, signatures }: Metadata<R>,
  role: Role,
  keys: Keys,
): Promise<void> {
  const content = encodeCanonical(file, raw)
  const signers = new Set<string>()
  for (const { keyid, sig } of signatures) {
    const key = role.keyids.includes(keyid) && Object.hasOwn(keys, keyid) ? keys[keyid] : undefined
    if (key !== undefined && (await isSignedBy(key, sig, content))) signers.add(key.keyval.public)
  }
  if (signers.size >= role.threshold) return
  const count = `${signers.size} of the ${role.threshold} signatures that are needed`
  throw new UpdateError('signature', file, `carries ${count}`)
}

function encodeCanonical(file: string, raw: unknown): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(new TextEncoder().encode(canonicalize(raw)))
  } catch {
    throw new UpdateError('malformed', file, 'holds what canonical JSON has no form for')
  }
}

async function isSignedBy(
  { keytype, scheme, keyval }: Key,
  signature: string,
  content: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const key = decodeHex(keyval.public, 32)
  const bytes = decodeHex(signature, 64)
  if (keytype !== 'ed25519' || scheme !== 'ed25519' || !key || !bytes) return false
  try {
    const imported = await crypto.subtle.importKey('raw', key, 'Ed25519', false, ['verify'])
    return await crypto.subtle.verify('Ed25519', imported, bytes, content)
  } catch {
    return false
  }
}

/**
 * Checks length and hashes of a file against what signed metadata say of it.
 *
 * @throws UpdateError `mismatch`
 */
export async function verifyContent(
  file: string,
  content: Uint8Array<ArrayBuffer>,
  expected: { readonly length?: number; readonly hashes?: Hashes },
): Promise<void> {
  const { length, hashes = {} } = expected
  if (length !== undefined && content.length !== length) {
    throw new UpdateError('mismatch', file, `has ${content.length} bytes, not ${length}`)
  }
  for (const [name, algorithm] of ALGORITHMS) {
    const hash = hashes[name]
    if (hash !== undefined && (await hashHex(algorithm, content)) !== hash) {
      throw new UpdateError('mismatch', file, `is not the file whose ${algorithm} was signed`)
    }
  }
}

const ALGORITHMS = [
  ['sha256', 'SHA-256'],
  ['sha512', 'SHA-512'],
] as const

export async function hashHex(
  algorithm: 'SHA-256' | 'SHA-512',
  content: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest(algorithm, content))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function decodeHex(text: string, length: number): Uint8Array<ArrayBuffer> | undefined {
  if (text.length !== length * 2 || !/^[0-9a-f]+$/i.test(text)) return undefined
  const bytes = new Uint8Array(length)
  for (let index = 0; index < length; index += 1) {
    bytes[index] = Number.parseInt(text.slice(index * 2, index * 2 + 2), 16)
  }
  return bytes
}
