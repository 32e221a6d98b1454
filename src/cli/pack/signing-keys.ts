import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
} from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { canonicalize } from '@tufjs/canonical-json'
import { Key, Signature } from '@tufjs/models'
import { describeFileError } from '../file-error.ts'
import { PackFolderError } from './pack-folder-error.ts'

export const ROLES = ['root', 'targets', 'snapshot', 'timestamp'] as const
export type RoleName = (typeof ROLES)[number]

/** An Ed25519 key that can sign. */
export interface SigningKey {
  readonly key: Key
  /** `root-1.pem` */
  readonly file: string
  sign(content: Buffer): Signature
}

export type SigningKeys = Readonly<Record<RoleName, readonly SigningKey[]>>

const KEY_FILE = /^(root|targets|snapshot|timestamp)(?:-(\d+))?\.pem$/

/** Makes one key for each role, and `rootKeys` for the root; readable by their owner alone. */
export function createKeys(folder: string, rootKeys = 1): SigningKeys {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const roots = Array.from({ length: rootKeys }, (_, index) => `root-${index + 1}.pem`)
  for (const file of [...roots, 'targets.pem', 'snapshot.pem', 'timestamp.pem']) {
    createKey(folder, file)
  }
  return readKeys(folder)
}

/** Adds a key to a role; the file gets the next free number. */
export function addKey(folder: string, role: RoleName): SigningKey {
  const taken = new Set(listKeyFiles(folder))
  let count = 1
  while (taken.has(`${role}-${count}.pem`)) count += 1
  const file = `${role}-${count}.pem`
  createKey(folder, file)
  return readKey(folder, file)
}

function createKey(folder: string, file: string): void {
  const path = join(folder, file)
  if (existsSync(path)) throw new PackFolderError(`${path}: is there already`)
  const { privateKey } = generateKeyPairSync('ed25519')
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' })
  writeFileSync(path, pem, { mode: 0o600, flag: 'wx' })
}

/** Keys of a folder by role. A role whose keys lie elsewhere (a root kept offline) has none. */
export function readKeys(folder: string): SigningKeys {
  const files = listKeyFiles(folder)
  const ofRole = (role: RoleName): SigningKey[] =>
    files.filter((file) => KEY_FILE.exec(file)?.[1] === role).map((file) => readKey(folder, file))
  return {
    root: ofRole('root'),
    targets: ofRole('targets'),
    snapshot: ofRole('snapshot'),
    timestamp: ofRole('timestamp'),
  }
}

function listKeyFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => KEY_FILE.test(file))
      .sort()
  } catch (error) {
    throw new PackFolderError(`${folder}: ${describeFileError(error)}`)
  }
}

function readKey(folder: string, file: string): SigningKey {
  const path = join(folder, file)
  const secret = parseSecret(path)
  const key = describeKey(secret)
  return {
    key,
    file,
    sign: (content) =>
      new Signature({ keyID: key.keyID, sig: sign(null, content, secret).toString('hex') }),
  }
}

function parseSecret(path: string): KeyObject {
  try {
    const secret = createPrivateKey(readFileSync(path))
    if (secret.asymmetricKeyType === 'ed25519') return secret
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? describeFileError(error) : 'no key'
    throw new PackFolderError(`${path}: is no Ed25519 key in PEM (${reason})`)
  }
  throw new PackFolderError(`${path}: is no Ed25519 key`)
}

function describeKey(secret: KeyObject): Key {
  const { x = '' } = createPublicKey(secret).export({ format: 'jwk' })
  const data = {
    keytype: 'ed25519',
    scheme: 'ed25519',
    keyval: { public: Buffer.from(x, 'base64url').toString('hex') },
  }
  const keyID = createHash('sha256').update(canonicalize(data)).digest('hex')
  return new Key({ keyID, keyType: data.keytype, scheme: data.scheme, keyVal: data.keyval })
}
