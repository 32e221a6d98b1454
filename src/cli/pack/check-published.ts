import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileContents } from '../../packs/compile.ts'
import { borrowMissing } from '../../packs/own/borrow-missing.ts'
import type { KnownRules } from '../../packs/own/known-rules.ts'
import { MAX_PACK_BYTES, PackError, listDocuments, parsePackFile } from '../../packs/pack-file.ts'
import { readDocuments } from '../../packs/read-pack.ts'
import { fetchTarget } from '../../packs/tuf/fetch-target.ts'
import { refresh, type FetchFile } from '../../packs/tuf/refresh.ts'
import { UpdateError } from '../../packs/tuf/update-error.ts'
import { PackFolderError } from './pack-folder-error.ts'

/**
 * Reads a published folder as a client does that trusts its first root: what the publisher laid out
 * wrongly shows here and not at everybody's.
 *
 * @throws PackFolderError
 */
export async function checkPublished(
  folder: string,
  target: string,
  known: KnownRules,
  now: number,
): Promise<void> {
  const fetchFile = readFrom(folder)
  try {
    const root = readFileSync(join(folder, '1.root.json'), 'utf8')
    const { targets } = await refresh({ root }, { fetchFile, now })
    const content = await fetchTarget(target, targets, MAX_PACK_BYTES, { fetchFile })
    const pack = parsePackFile(new TextDecoder('utf-8', { fatal: true }).decode(content))
    const [fault] = compileContents(
      borrowMissing(readDocuments(listDocuments(pack.documents)), known),
      known.lists,
    ).faults
    if (fault !== undefined) throw new PackError(`${fault.path}: ${fault.message}`)
  } catch (error) {
    if (!(error instanceof UpdateError) && !(error instanceof PackError)) throw error
    throw new PackFolderError(`${folder}: no client would take it: ${error.message}`)
  }
}

function readFrom(folder: string): FetchFile {
  return (file, limit) => {
    const path = join(folder, file)
    if (!existsSync(path)) return Promise.resolve(undefined)
    const content = new Uint8Array(readFileSync(path))
    if (content.length <= limit) return Promise.resolve(content)
    const reason = `has ${content.length} bytes; at most ${limit} are read`
    return Promise.reject(new UpdateError('too-large', file, reason))
  }
}
