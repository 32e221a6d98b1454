import { CallRefused } from '../../platform/messages.ts'
import type { SourceFault, UpdateStep } from '../../platform/source-protocol.ts'
import type { SourceRecord } from '../source-record.ts'
import { addSource, type NewSource } from './add-source.ts'
import { changeSource, findSource, nameCurrent, patchRecord } from './change-source.ts'
import { findDueTime, planNextTry } from './schedule.ts'
import { SourceClient } from './source-client.ts'
import { describeFault } from './source-fault.ts'
import { takeNewest } from './take-newest.ts'
import { requireAccess, type UpdateWorld } from './update-world.ts'

/** Milliseconds between two tellings of how much of a pack has come. */
const BETWEEN_TELLINGS = 400

export interface Refused {
  readonly fault: SourceFault
}
/** `changed`: other rules are in use now. */
export interface Updated {
  readonly changed: boolean
  readonly version: string
}

/** Updates sources, each by one update at a time: whoever asks meanwhile gets that one's answer. */
export class SourceUpdater {
  readonly world: UpdateWorld
  readonly #updates = new Map<string, Promise<Updated | Refused>>()
  readonly #additions = new Map<string, Promise<{ readonly id: string } | Refused>>()
  readonly #steps = new Map<string, UpdateStep>()
  #toldAt = 0

  constructor(world: UpdateWorld) {
    this.world = world
  }

  /** What an update of the source is doing now; undefined where none is under way. */
  findStep(id: string): UpdateStep | undefined {
    return this.#steps.get(id)
  }

  isUpdating(id: string): boolean {
    return this.#updates.has(id)
  }

  /** @throws CallRefused where there is no such source */
  update(id: string): Promise<Updated | Refused> {
    return shareWork(this.#updates, id, () => this.#update(id))
  }

  /** Adds a source with its first pack, or nothing. */
  add(source: NewSource): Promise<{ readonly id: string } | Refused> {
    const key = `${source.url} ${source.fingerprint}`
    return shareWork(this.#additions, key, async () => {
      try {
        return { id: await addSource(source, this.world) }
      } catch (error) {
        return { fault: describeFault(error, this.world.now()) }
      }
    })
  }

  /** One after another: all those whose time has come. */
  async updateDue(): Promise<void> {
    const now = this.world.now()
    const isDue = (record: SourceRecord): boolean => (findDueTime(record, now) ?? Infinity) <= now
    for (const { id } of (await this.world.store.listSources()).filter(isDue)) {
      // One that was removed meanwhile, or can't be kept for want of space, holds up no other.
      await this.update(id).catch(() => undefined)
    }
  }

  async #update(id: string): Promise<Updated | Refused> {
    const { store, limits, announce } = this.world
    const record = findSource(await store.listSources(), id)
    await this.#noteTry(record)
    try {
      await requireAccess(record.url)
      const client = new SourceClient(record.url, limits, (step) => this.#tell(id, step))
      const changed = await takeNewest(record, client, this.world)
      return { changed, version: await this.#nameVersion(id) }
    } catch (error) {
      if (error instanceof CallRefused) throw error
      return { fault: await this.#noteFault(id, error) }
    } finally {
      this.#steps.delete(id)
      await announce()
    }
  }

  async #nameVersion(id: string): Promise<string> {
    return nameCurrent(findSource(await this.world.store.listSources(), id))
  }

  /**
   * Beforehand: an update that ends the worker with it must not be tried again at once. What can't be
   * noted for want of space is tried all the same.
   */
  async #noteTry({ id, failures }: SourceRecord): Promise<void> {
    const now = this.world.now()
    const nextTry = planNextTry(now, failures + 1, this.world.random())
    await this.#note(id, { lastTry: now, nextTry, failures: failures + 1 })
  }

  async #noteFault(id: string, error: unknown): Promise<SourceFault> {
    const at = this.world.now()
    const fault = describeFault(error, at)
    await this.#note(id, { fault: { ...fault, at } })
    return fault
  }

  async #note(id: string, patch: Partial<SourceRecord>): Promise<void> {
    try {
      await this.world.store.change((state) =>
        changeSource(state, id, (record) => patchRecord(record, patch)),
      )
    } catch (error) {
      if (error instanceof CallRefused) throw error
    }
  }

  #tell(id: string, step: UpdateStep): void {
    const isNew = this.#steps.get(id)?.name !== step.name
    this.#steps.set(id, step)
    const now = performance.now()
    if (!isNew && now - this.#toldAt < BETWEEN_TELLINGS) return
    this.#toldAt = now
    void this.world.announce()
  }
}

/** Starts work, unless the same is under way already. */
function shareWork<T>(
  running: Map<string, Promise<T>>,
  key: string,
  start: () => Promise<T>,
): Promise<T> {
  const known = running.get(key)
  if (known !== undefined) return known
  const work = start().finally(() => running.delete(key))
  running.set(key, work)
  return work
}
