import { MAX_PACK_BYTES, parsePackFile, type PackFile } from '../../packs/pack-file.ts'
import { fetchTarget } from '../../packs/tuf/fetch-target.ts'
import { fingerprintRoot } from '../../packs/tuf/fingerprint.ts'
import {
  readRoot,
  refresh,
  type FetchFile,
  type Refreshed,
  type TrustedMetadata,
} from '../../packs/tuf/refresh.ts'
import { UpdateError } from '../../packs/tuf/update-error.ts'
import { hashHex } from '../../packs/tuf/verify.ts'
import { FetchError, fetchFile } from '../../platform/fetch-file.ts'
import type { UpdateStep } from '../../platform/source-protocol.ts'

const TARGET = 'pack.json'
const FIRST_ROOT = '1.root.json'
const MAX_ROOT_BYTES = 256 * 1024

/** Milliseconds. */
export interface ClientLimits {
  /** For one file of metadata. */
  readonly maxTotal: number
  /** For the pack. */
  readonly maxPackTotal: number
  /** Without a single byte; below the half minute after which a browser ends an idle worker. */
  readonly maxSilence: number
  /** For all of an update: roots that lead on and on cost time as well. */
  readonly maxUpdate: number
}

export const CLIENT_LIMITS: ClientLimits = {
  maxTotal: 30_000,
  maxPackTotal: 240_000,
  maxSilence: 20_000,
  maxUpdate: 360_000,
}

/** A verified pack of a source. */
export interface FetchedPack {
  readonly text: string
  readonly file: PackFile
  /** SHA-256 of the text, in hex. */
  readonly hash: string
  readonly bytes: number
}

/** One look at a source. Nothing that it gives was kept anywhere. */
export class SourceClient {
  readonly #url: string
  readonly #limits: ClientLimits
  readonly #onStep: (step: UpdateStep) => void
  readonly #start = performance.now()

  /** `url` ends with `/`. */
  constructor(
    url: string,
    limits: ClientLimits,
    onStep: (step: UpdateStep) => void = () => undefined,
  ) {
    this.#url = url
    this.#limits = limits
    this.#onStep = onStep
  }

  /**
   * The root that the source began with, and the fingerprint by which it is trusted.
   *
   * @throws FetchError, UpdateError
   */
  async fetchFirstRoot(): Promise<{ readonly text: string; readonly fingerprint: string }> {
    const content = await this.#fetchFile(FIRST_ROOT, MAX_ROOT_BYTES)
    if (content === undefined) throw new UpdateError('missing', FIRST_ROOT, 'is not there')
    const text = decodeText(FIRST_ROOT, content)
    const { raw, signed } = await readRoot(FIRST_ROOT, text)
    if (signed.version === 1) return { text, fingerprint: await fingerprintRoot(raw) }
    throw new UpdateError('mismatch', FIRST_ROOT, `says that it is version ${signed.version}`)
  }

  /**
   * What the source offers now, verified from what was trusted before.
   *
   * @throws FetchError, UpdateError
   */
  refresh(trusted: TrustedMetadata, now: number): Promise<Refreshed> {
    return refresh(trusted, { fetchFile: this.#fetchFile, now })
  }

  /**
   * The pack that verified metadata list.
   *
   * @throws FetchError, UpdateError, PackError
   */
  async fetchPack(targets: Refreshed['targets']): Promise<FetchedPack> {
    const content = await fetchTarget(TARGET, targets, MAX_PACK_BYTES, {
      fetchFile: this.#fetchFile,
    })
    this.#onStep({ name: 'compile' })
    const text = decodeText(TARGET, content)
    const hash = await hashHex('SHA-256', content)
    return { text, file: parsePackFile(text), hash, bytes: content.length }
  }

  readonly #fetchFile: FetchFile = (file, limit) => {
    const isPack = file.startsWith('targets/')
    const name = isPack ? 'pack' : file.endsWith('root.json') ? 'root' : 'metadata'
    this.#onStep(isPack ? { name, bytes: 0, total: limit } : { name })
    const { maxTotal, maxPackTotal, maxSilence, maxUpdate } = this.#limits
    const left = maxUpdate - (performance.now() - this.#start)
    if (left <= 0) return Promise.reject(new FetchError('slow', file, 'comes too late'))
    return fetchFile({
      base: this.#url,
      file,
      maxBytes: limit,
      maxSilence,
      maxTotal: Math.min(left, isPack ? maxPackTotal : maxTotal),
      ...(isPack ? { onBytes: (bytes) => this.#onStep({ name, bytes, total: limit }) } : {}),
    })
  }
}

/** SHA-256 of the pack that metadata list, where they tell it. */
export function findListedHash(targets: Refreshed['targets']): string | undefined {
  return Object.hasOwn(targets, TARGET) ? targets[TARGET]?.hashes.sha256 : undefined
}

function decodeText(file: string, content: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    throw new UpdateError('malformed', file, 'is no UTF-8 text')
  }
}
