import type { TargetFile } from './metadata-schema.ts'
import type { World } from './refresh.ts'
import { UpdateError } from './update-error.ts'
import { verifyContent } from './verify.ts'

/**
 * Fetches a target file that verified metadata list, and checks it against them.
 *
 * @throws UpdateError
 */
export async function fetchTarget(
  name: string,
  targets: Readonly<Record<string, TargetFile>>,
  limit: number,
  { fetchFile }: Pick<World, 'fetchFile'>,
): Promise<Uint8Array<ArrayBuffer>> {
  const listed = Object.hasOwn(targets, name) ? targets[name] : undefined
  if (listed === undefined) throw new UpdateError('missing', 'targets.json', `lists no ${name}`)
  const file = `targets/${listed.hashes.sha256 ?? listed.hashes.sha512 ?? ''}.${name}`
  if (listed.length > limit) {
    throw new UpdateError(
      'too-large',
      file,
      `has ${listed.length} bytes; at most ${limit} are read`,
    )
  }
  const content = await fetchFile(file, listed.length)
  if (content === undefined) throw new UpdateError('missing', file, 'is not there')
  await verifyContent(file, content, listed)
  return content
}
