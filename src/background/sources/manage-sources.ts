import { ENGINE_VERSION } from '../../packs/pack-file.ts'
import { CallRefused } from '../../platform/messages.ts'
import type { CallRequest } from '../../platform/protocol.ts'
import { changeSource, findSource, findVersion, nameCurrent, patchRecord } from './change-source.ts'
import { SourceRefused } from './source-fault.ts'
import { isReadable } from './source-store.ts'
import type { Updated } from './source-updater.ts'
import type { UpdateWorld } from './update-world.ts'

type World = Pick<UpdateWorld, 'store'>

/** @throws CallRefused where a policy says otherwise */
export async function setSource(
  { id, ...patch }: CallRequest<'sources/set'>,
  { store }: World,
): Promise<void> {
  await store.change((state) =>
    changeSource(state, id, (record) => {
      const { trust, mayChangeOthers, paused, automatic } = patch
      const decides = [trust, mayChangeOthers, paused, automatic].some((one) => one !== undefined)
      if (record.managed === true && decides) {
        throw new CallRefused('a policy decides on this source')
      }
      return patchRecord(record, patch)
    }),
  )
}

/** @throws CallRefused unless each added source is named once */
export async function orderSources(ids: readonly string[], { store }: World): Promise<void> {
  await store.change((state) => {
    const isComplete =
      new Set(ids).size === ids.length &&
      ids.length === state.sources.length &&
      state.sources.every(({ id }) => ids.includes(id))
    if (!isComplete) throw new CallRefused('each source must be named once')
    const sources = state.sources.map((record) => ({ ...record, order: ids.indexOf(record.id) }))
    return { ...state, sources }
  })
}

/** Removes a source; answers its address. A policy's own stays, unless the policy says so. */
export async function removeSource(
  id: string,
  { store }: World,
  isByPolicy = false,
): Promise<string> {
  const { url, managed } = findSource(await store.listSources(), id)
  if (managed === true && !isByPolicy) throw new CallRefused('a policy set this source')
  await store.change((state) => {
    const sources = state.sources.filter((record) => record.id !== id)
    return sources.length === state.sources.length ? undefined : { ...state, sources }
  })
  return url
}

/**
 * Puts a version that is kept here in use, and stays at it: the next update would undo it else.
 *
 * @throws CallRefused, SourceRefused
 */
export async function stayAt(id: string, hash: string, { store }: World): Promise<Updated> {
  const { version, engine } = findVersion(findSource(await store.listSources(), id), hash)
  if (engine > ENGINE_VERSION) {
    throw new SourceRefused('newer', `${version} is made for a newer version of Lurewatch`)
  }
  if (!(await isReadable(hash, store))) {
    throw new SourceRefused('pack', `${version} is damaged on this computer; it can’t be used`)
  }
  let changed = false
  await store.change((state) =>
    changeSource(state, id, (record) => {
      findVersion(record, hash)
      changed = record.current !== hash
      return { ...record, current: hash, pinned: hash }
    }),
  )
  return { changed, version }
}

/** Follows the source again, from its next update. */
export async function follow(id: string, { store }: World): Promise<Updated> {
  let version = ''
  await store.change((state) =>
    changeSource(state, id, (record) => {
      version = nameCurrent(record)
      return patchRecord(record, { pinned: undefined })
    }),
  )
  return { changed: false, version }
}
