import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Repository } from '../../../src/cli/pack/repository.ts'
import { createKeys, type SigningKeys } from '../../../src/cli/pack/signing-keys.ts'
import type { FetchFile } from '../../../src/packs/tuf/refresh.ts'
import { UpdateError } from '../../../src/packs/tuf/update-error.ts'

export const DAY = 24 * 60 * 60 * 1000
export const START = Date.parse('2026-11-01T00:00:00Z')

/** A rule source on disk, made by the publisher, and what a hostile server may do to it. */
export class SourceFolder {
  readonly folder = mkdtempSync(join(tmpdir(), 'source-'))
  readonly out = join(this.folder, 'out')
  /** What is answered in place of a file: other bytes, or undefined for a 404. */
  readonly overrides = new Map<string, string | undefined>()
  readonly asked: string[] = []

  makeKeys(name: string, rootKeys = 1): SigningKeys {
    return createKeys(join(this.folder, name), rootKeys)
  }

  at(now: number): Repository {
    return new Repository(this.out, now)
  }

  read(file: string): string {
    return readFileSync(join(this.out, file), 'utf8')
  }

  readonly fetchFile: FetchFile = (file, limit) => {
    this.asked.push(file)
    const text = this.overrides.has(file) ? this.overrides.get(file) : this.#find(file)
    if (text === undefined) return Promise.resolve(undefined)
    const bytes = new Uint8Array(Buffer.from(text))
    if (bytes.length > limit) {
      return Promise.reject(new UpdateError('too-large', file, `is larger than ${limit} bytes`))
    }
    return Promise.resolve(bytes)
  }

  #find(file: string): string | undefined {
    try {
      return this.read(file)
    } catch {
      return undefined
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true })
  }
}
