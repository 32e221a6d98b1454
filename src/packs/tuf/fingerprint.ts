import { canonicalize } from '@tufjs/canonical-json'
import { hashHex } from './verify.ts'

/**
 * What two people compare before one trusts the other's source: the SHA-256 of the first root's
 * signed part, in groups of four digits. It stays the same however often keys change.
 */
export async function fingerprintRoot(raw: unknown): Promise<string> {
  const content = new Uint8Array(new TextEncoder().encode(canonicalize(raw)))
  const digits = await hashHex('SHA-256', content)
  return digits.replaceAll(/(.{4})(?=.)/g, '$1 ')
}
