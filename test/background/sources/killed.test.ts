import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fake } from '../../platform/fake-browser.ts'
import { ask } from '../worker.ts'
import { UpdateRig, flagged, packOf, update, viewAdded } from './update-rig.ts'

/** Ends the worker for good at the nth thing that it asks of the world outside itself. */
class Killer {
  #left: number
  isDead = false
  /** What was asked for last, for whoever reads a failing test. */
  last = ''

  constructor(left: number) {
    this.#left = left
  }

  /** From then on nothing is answered any more, and nothing of a transaction is kept. */
  meets(what: string): boolean {
    if (this.isDead) return true
    this.last = what
    this.#left -= 1
    this.isDead = this.#left < 0
    return this.isDead
  }
}

const forever = <T>(): Promise<T> => new Promise<T>(() => undefined)

/** The worker's doors: network, IndexedDB, the browser's storage, alarms. */
function watch(killer: Killer): void {
  const realFetch = globalThis.fetch
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    if (killer.meets('fetch')) return forever()
    const response = await realFetch(input, init)
    return killer.meets('answer') ? forever() : response
  })
  for (const name of ['put', 'get', 'getAll', 'delete'] as const) {
    const real: unknown = Reflect.get(IDBObjectStore.prototype, name)
    if (typeof real !== 'function') throw new TypeError(`no ${name}`)
    vi.spyOn(IDBObjectStore.prototype, name).mockImplementation(function (
      this: IDBObjectStore,
      ...args: unknown[]
    ): IDBRequest {
      if (killer.meets(`${name} ${this.name}`)) {
        if (this.transaction.mode === 'readwrite') this.transaction.abort()
        return new IDBRequest()
      }
      const request: unknown = Reflect.apply(real, this, args)
      if (request instanceof IDBRequest) return request
      throw new TypeError('no request')
    })
  }
  for (const area of [fake.local, fake.session]) {
    const set = area.set.bind(area)
    vi.spyOn(area, 'set').mockImplementation((values) =>
      killer.meets('storage') ? forever() : set(values),
    )
  }
}

function isPutRequest(value: unknown): value is IDBRequest<IDBValidKey> {
  return value instanceof IDBRequest
}

let rig: UpdateRig
beforeEach(async () => {
  rig = await UpdateRig.start()
  rig.publish(packOf(['basalt', 'gneiss']))
})
afterEach(async () => {
  vi.restoreAllMocks()
  await rig.stop()
})

/** Asks, until there is an answer or the worker is dead. */
async function askUntilKilled(killer: Killer, work: Promise<unknown>): Promise<void> {
  const settled = work.then(
    () => true,
    () => true,
  )
  for (;;) {
    const turn = new Promise<false>((resolve) => setTimeout(() => resolve(false), 5))
    if ((await Promise.race([settled, turn])) || killer.isDead) break
  }
  // Whatever still runs of the dead worker has its time to do harm.
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setTimeout(resolve, 2))
}

describe('a worker that is killed', () => {
  it('at every step of an update leaves the old pack or the new one, whole', async () => {
    const id = await rig.add()
    const old = 'basalt gneiss granite'
    const now = 'granite marble pumice'
    const seen = new Set<string>()
    let steps = 0
    for (let step = 0; ; step += 1) {
      const word = step % 2 === 0 ? ['marble', 'pumice'] : ['basalt', 'gneiss']
      const [before, after] = step % 2 === 0 ? [old, now] : [now, old]
      rig.publish(packOf(word), 1)
      const killer = new Killer(step)
      watch(killer)
      await askUntilKilled(killer, ask('sources/update', { id }))
      vi.restoreAllMocks()
      rig.restart()
      const found = await flagged()
      expect([before, after], `killed at ${step}: ${killer.last}`).toContain(found)
      seen.add(found === before ? 'old' : 'new')
      expect(['taken', 'unchanged']).toContain(await update(id))
      expect(await flagged()).toBe(after)
      steps = step
      if (!killer.isDead) break
    }
    expect(steps).toBeGreaterThan(20)
    expect(seen).toEqual(new Set(['old', 'new']))
  }, 60_000)

  it('at every step of adding a source leaves none of it or all of it', async () => {
    const fingerprint = await rig.probe()
    const seen = new Set<number>()
    for (let step = 0; ; step += 1) {
      const killer = new Killer(step)
      watch(killer)
      const request = { url: rig.server.url, fingerprint, trust: 'full' } as const
      await askUntilKilled(killer, ask('sources/add', request))
      vi.restoreAllMocks()
      rig.restart()
      const added = (await ask('sources/list', {})).filter(({ kind }) => kind === 'added')
      const expected = added.length === 0 ? 'granite' : 'basalt gneiss granite'
      expect(await flagged(), `killed at ${step}: ${killer.last}`).toBe(expected)
      seen.add(added.length)
      for (const { id } of added) await ask('sources/remove', { id })
      fake.granted.add('http://127.0.0.1/*')
      if (!killer.isDead) break
    }
    expect(seen).toEqual(new Set([0, 1]))
  }, 60_000)

  it('in the middle of an update says so, and is not asked again at once', async () => {
    const id = await rig.add()
    rig.publish(packOf(['marble']), 1)
    const { nextTry = 0 } = await viewAdded(id)
    rig.server.answers.set('timestamp.json', () => undefined)
    rig.goTo(1.0005)
    void ask('sources/update', { id }).catch(() => undefined)
    await expect.poll(() => rig.server.asked.at(-1)).toBe('timestamp.json')
    rig.goTo(1.001)
    rig.restart()
    const view = await viewAdded(id)
    expect(view).toMatchObject({ fault: { kind: 'interrupted' } })
    expect(view.nextTry).toBeLessThan(nextTry)
    rig.server.answers.clear()
    rig.server.asked.length = 0
    fake.onAlarm.emit({ name: 'source-updates' })
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(rig.server.asked).toEqual([])
    rig.goTo(1.1)
    fake.onAlarm.emit({ name: 'source-updates' })
    await expect.poll(flagged).toBe('granite marble')
  })
})

describe('a full disk', () => {
  it('leaves the old pack in use: full', async () => {
    const id = await rig.add()
    rig.publish(packOf(['marble']), 1)
    const put: unknown = Reflect.get(IDBObjectStore.prototype, 'put')
    if (typeof put !== 'function') throw new TypeError('no put')
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      ...args: unknown[]
    ): IDBRequest<IDBValidKey> {
      if (this.name === 'packs') throw new DOMException('no space', 'QuotaExceededError')
      const request: unknown = Reflect.apply(put, this, args)
      if (isPutRequest(request)) return request
      throw new TypeError('no request')
    })
    expect(await update(id)).toBe('full')
    expect(await flagged()).toBe('basalt gneiss granite')
    expect(await viewAdded(id)).toMatchObject({ fault: { kind: 'full' }, version: 'basalt+gneiss' })
    vi.restoreAllMocks()
    expect(await update(id)).toBe('taken')
    expect(await flagged()).toBe('granite marble')
  })
})

describe('two windows', () => {
  it('that ask at once share one update and get one answer', async () => {
    const id = await rig.add()
    rig.publish(packOf(['marble']), 1)
    rig.server.asked.length = 0
    expect(await Promise.all([update(id), update(id), update(id)])).toEqual([
      'taken',
      'taken',
      'taken',
    ])
    expect(rig.server.asked.filter((file) => file === 'timestamp.json')).toHaveLength(1)
    expect((await viewAdded(id)).versions).toHaveLength(2)
  })

  it('that add the same source at once add one', async () => {
    const [one, other] = await Promise.all([rig.add(), rig.add()])
    expect(one).toBe(other)
    expect(await ask('sources/list', {})).toHaveLength(3)
  })

  it('of which one removes a source that is being updated leave nothing of it', async () => {
    const id = await rig.add()
    rig.publish(packOf(['marble']), 1)
    const updating = ask('sources/update', { id }).catch(() => 'refused')
    await ask('sources/remove', { id })
    await updating
    expect(await flagged()).toBe('granite')
    expect(await ask('sources/list', {})).toHaveLength(2)
  })

  it('of which one holds a version while the other updates keep that version', async () => {
    const id = await rig.add()
    const [first] = (await viewAdded(id)).versions
    rig.publish(packOf(['marble']), 1)
    const updating = update(id)
    await ask('sources/pin', { id, hash: first?.hash ?? '' })
    await updating
    expect(await flagged()).toBe('basalt gneiss granite')
  })
})
