import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import {
  MetaFile,
  Metadata,
  MetadataKind,
  Snapshot,
  TargetFile,
  Targets,
  Timestamp,
  type Root,
} from '@tufjs/models'
import { describeFileError } from '../file-error.ts'
import { PackFolderError } from './pack-folder-error.ts'
import { isJsonObject, makeRoot, type JsonObject } from './make-root.ts'
import type { RoleName, SigningKey, SigningKeys } from './signing-keys.ts'

const SPEC_VERSION = '1.0.34'
const DAY = 24 * 60 * 60 * 1000

/** The files of a published source, on this disk: a TUF repository with consistent snapshots. */
export class Repository {
  readonly #folder: string
  readonly #now: number

  /** `now`: milliseconds since 1970. */
  constructor(folder: string, now: number) {
    this.#folder = folder
    this.#now = now
  }

  get isNew(): boolean {
    return this.#findNewest('root') === 0
  }

  /** The first root: what those who trust the source begin with. */
  readFirstRoot(): JsonObject {
    return this.#readJson('1.root.json')
  }

  /** The pack as it is published now; undefined where there is none yet. */
  readTarget(name: string): string | undefined {
    const target = this.#readTargets()?.signed.targets[name]
    if (target === undefined) return undefined
    return readFileSync(join(this.#folder, placeTarget(target)), 'utf8')
  }

  /** Lays the first root down: the keys of each role, and how many of the root's must sign. */
  begin(keys: SigningKeys, threshold: number, days: number): void {
    this.#writeRoot(1, keys, threshold, days, keys.root)
  }

  /**
   * Replaces the keys of the roles by `keys`; signed by the old root's keys, which `oldKeys` must
   * hold, and by the new ones.
   */
  rotate(keys: SigningKeys, oldKeys: SigningKeys, threshold: number, days: number): void {
    const old = this.#readRoot()
    const signers = [
      ...keys.root,
      ...oldKeys.root.filter(({ key }) => !includesKey(keys.root, key)),
    ]
    const count = oldKeys.root.filter(({ key }) =>
      old.roles.root?.keyIDs.includes(key.keyID),
    ).length
    const needed = old.roles.root?.threshold ?? 1
    if (count < needed) {
      const reason = `${count} of the ${needed} keys that must sign its next root are at hand`
      throw new PackFolderError(`${this.#folder}: ${reason}`)
    }
    this.#writeRoot(old.version + 1, keys, threshold, days, signers)
  }

  /** Publishes a new content of one target file; all that tells of it is signed anew. */
  publish(name: string, content: string, keys: SigningKeys, days: number): void {
    const bytes = Buffer.from(content)
    const target = new TargetFile({
      path: name,
      length: bytes.length,
      hashes: { sha256: createHash('sha256').update(bytes).digest('hex') },
    })
    this.#write(placeTarget(target), bytes)
    this.#writeTargets({ [name]: target }, keys, days)
    this.renew(keys, days)
  }

  /** Signs everything below the root anew: after a change of keys. */
  resign(keys: SigningKeys, days: number): void {
    const targets = this.#readTargets()
    if (targets === undefined) return
    this.#writeTargets(targets.signed.targets, keys, days)
    this.renew(keys, days)
  }

  /** Signs snapshot and timestamp anew, so that what is published stays good for `days`. */
  renew(keys: SigningKeys, days: number): void {
    const targets = this.#readTargets()
    if (targets === undefined) throw new PackFolderError(`${this.#folder}: holds no pack yet`)
    // A day's grace: what was signed a moment ago needs no new version.
    const wanted = this.#now + (days - 1) * DAY
    if (Date.parse(targets.signed.expires) < wanted && keys.targets.length > 0) {
      this.#writeTargets(targets.signed.targets, keys, days)
    }
    const version = this.#findNewest('snapshot') + 1
    const meta = { 'targets.json': new MetaFile({ version: this.#findNewest('targets') }) }
    const snapshot = new Snapshot({ ...this.#sharedFields(version, days), meta })
    this.#writeSigned(`${version}.snapshot.json`, new Metadata(snapshot), keys, 'snapshot')
    const timestamp = new Timestamp({
      ...this.#sharedFields(this.#readTimestampVersion() + 1, days),
      snapshotMeta: new MetaFile({ version }),
    })
    this.#writeSigned('timestamp.json', new Metadata(timestamp), keys, 'timestamp')
  }

  #writeRoot(
    version: number,
    keys: SigningKeys,
    threshold: number,
    days: number,
    signers: readonly SigningKey[],
  ): void {
    const root = new Metadata(makeRoot(this.#sharedFields(version, days), keys, threshold))
    for (const signer of signers) root.sign((content) => signer.sign(content))
    this.#write(`${version}.root.json`, stringify(root))
  }

  #writeTargets(targets: Record<string, TargetFile>, keys: SigningKeys, days: number): void {
    const version = this.#findNewest('targets') + 1
    const signed = new Targets({ ...this.#sharedFields(version, days), targets })
    this.#writeSigned(`${version}.targets.json`, new Metadata(signed), keys, 'targets')
  }

  #writeSigned(
    file: string,
    metadata: Metadata<Targets> | Metadata<Snapshot> | Metadata<Timestamp>,
    keys: SigningKeys,
    role: Exclude<RoleName, 'root'>,
  ): void {
    const allowed = this.#readRoot().roles[role]?.keyIDs ?? []
    const signers = keys[role].filter(({ key }) => allowed.includes(key.keyID))
    if (signers.length === 0) {
      const fix = 'after a change of keys, name the new ones with --keys'
      throw new PackFolderError(
        `${this.#folder}: its ${role} key is not among the keys at hand; ${fix}`,
      )
    }
    for (const signer of signers) metadata.sign((content) => signer.sign(content))
    this.#write(file, stringify(metadata))
  }

  #sharedFields(version: number, days: number) {
    const expires = new Date(this.#now + days * DAY).toISOString().replace(/\.\d+/, '')
    return { version, specVersion: SPEC_VERSION, expires }
  }

  #readRoot(): Root {
    const version = this.#findNewest('root')
    if (version === 0) throw new PackFolderError(`${this.#folder}: holds no root.json`)
    return this.#parse(`${version}.root.json`, (data) => Metadata.fromJSON(MetadataKind.Root, data))
      .signed
  }

  #readTargets(): Metadata<Targets> | undefined {
    const version = this.#findNewest('targets')
    if (version === 0) return undefined
    const file = `${version}.targets.json`
    return this.#parse(file, (data) => Metadata.fromJSON(MetadataKind.Targets, data))
  }

  #readTimestampVersion(): number {
    if (!this.#listFiles().includes('timestamp.json')) return 0
    return this.#parse('timestamp.json', (data) => Metadata.fromJSON(MetadataKind.Timestamp, data))
      .signed.version
  }

  #findNewest(role: RoleName): number {
    const name = new RegExp(`^(\\d+)\\.${role}\\.json$`)
    return Math.max(0, ...this.#listFiles().map((file) => Number(name.exec(file)?.[1] ?? 0)))
  }

  #listFiles(): string[] {
    try {
      return readdirSync(this.#folder)
    } catch {
      return []
    }
  }

  #parse<T>(file: string, parse: (data: JsonObject) => T): T {
    try {
      return parse(this.#readJson(file))
    } catch (error) {
      throw new PackFolderError(`${join(this.#folder, file)}: ${describeFileError(error)}`)
    }
  }

  #readJson(file: string): JsonObject {
    const data: unknown = JSON.parse(readFileSync(join(this.#folder, file), 'utf8'))
    if (!isJsonObject(data)) throw new TypeError('holds no object')
    return data
  }

  /** Whole or not at all: what serves the folder may read at any time. */
  #write(file: string, content: string | Uint8Array): void {
    const path = join(this.#folder, file)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(`${path}.part`, content)
    renameSync(`${path}.part`, path)
  }
}

function includesKey(keys: readonly SigningKey[], wanted: SigningKey['key']): boolean {
  return keys.some(({ key }) => key.keyID === wanted.keyID)
}

function placeTarget({ path, hashes }: TargetFile): string {
  return `targets/${hashes.sha256 ?? ''}.${path}`
}

function stringify(metadata: { toJSON(): unknown }): string {
  return `${JSON.stringify(metadata.toJSON(), null, 1)}\n`
}
