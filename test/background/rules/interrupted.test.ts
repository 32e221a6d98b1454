import { beforeEach, describe, expect, it, vi } from 'vitest'
import { RuleStore } from '../../../src/background/rule-store.ts'
import { runInSlices } from '../../../src/background/run-in-slices.ts'
import type { Steps } from '../../../src/engine/steps.ts'
import {
  BUILT_IN,
  findFlagged,
  hashOf,
  install,
  openStore,
  signal,
  startFresh,
  writePack,
} from './sources.ts'

const WORDS = ['wallet', 'moon', 'sun']
const MOON = writePack({ 'signals/moon.yml': signal('moon') })
const SUN = writePack({ 'signals/sun.yml': signal('sun') })
const OLD = ['wallet', 'moon']
const NEW = ['wallet', 'sun']

beforeEach(async () => {
  vi.restoreAllMocks()
  startFresh()
  await openStore().change(await install(MOON))
})

/** What a worker that is woken now finds; all its parts must be of one version. */
async function findWhole(): Promise<string[]> {
  const store = openStore()
  const rules = await store.load()
  const flagged = findFlagged(rules, WORDS)
  const [source] = await store.listSources()
  const current = flagged.includes('sun') ? SUN : MOON
  expect(source?.current).toBe(await hashOf(current))
  expect(await store.readPack(await hashOf(current))).toBeDefined()
  const { signals, version } = await rules.readData()
  expect(version).toBe(rules.version)
  expect(signals.map(({ name }) => name)).toEqual(flagged)
  return flagged
}

function realOf(method: (typeof METHODS)[number]): (...values: unknown[]) => unknown {
  const real: unknown = Reflect.get(IDBObjectStore.prototype, method)
  if (typeof real !== 'function') throw new TypeError(method)
  return (...values) => Reflect.apply(real, values[0], values.slice(1)) as unknown
}

const METHODS = ['get', 'getAll', 'getAllKeys', 'put', 'delete'] as const

/**
 * Lets the request of this number to the database go wrong, and all after it: as a worker that is
 * killed there leaves it, with its transaction undone. Answers how many there were.
 */
function failAt(number: number, name = 'AbortError'): () => number {
  let count = 0
  for (const method of METHODS) {
    const real = realOf(method)
    vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(function (
      this: IDBObjectStore,
      ...values: unknown[]
    ) {
      count += 1
      if (count >= number) {
        this.transaction.abort()
        throw new DOMException('gone', name)
      }
      return real(this, ...values) as never
    })
  }
  return () => count
}

describe('a worker that is killed while rules change', () => {
  it('at any request to the database leaves the old rules or the new ones, whole', async () => {
    const change = await install(SUN)
    const outcomes: string[] = []
    for (let number = 1; ; number += 1) {
      startFresh()
      await openStore().change(await install(MOON))
      const countOf = failAt(number)
      const isDone = await openStore()
        .change(change)
        .then(
          () => true,
          () => false,
        )
      vi.restoreAllMocks()
      const found = await findWhole()
      outcomes.push(found.join())
      expect(found).toEqual(isDone ? NEW : OLD)
      if (countOf() < number) break
    }
    expect(outcomes.length).toBeGreaterThan(12)
    expect(outcomes.at(-1)).toBe(NEW.join())
  })

  it('at any pause of joining and compiling leaves the old rules', async () => {
    const change = await install(SUN)
    let pauses = 0
    const count = <T>(steps: Steps<T>): Promise<T> => {
      for (;;) {
        const step = steps.next()
        if (step.done === true) return Promise.resolve(step.value)
        pauses += 1
      }
    }
    startFresh()
    await new RuleStore(BUILT_IN, undefined, count).change(await install(MOON))
    expect(pauses).toBeGreaterThan(10)
    for (let at = 1; at <= pauses; at += 3) {
      let left = at
      const stop = <T>(steps: Steps<T>): Promise<T> => {
        for (;;) {
          left -= 1
          if (left === 0) return new Promise(() => undefined)
          const step = steps.next()
          if (step.done === true) return Promise.resolve(step.value)
        }
      }
      void new RuleStore(BUILT_IN, undefined, stop).change(change)
      await new Promise((resolve) => setTimeout(resolve, 2))
      expect(await findWhole()).toEqual(OLD)
    }
  })

  it('while the program was updated leaves the sources as they were', async () => {
    const rules = { ...BUILT_IN.rules, version: 'newer' }
    for (let number = 1; number < 30; number += 1) {
      failAt(number)
      await openStore({ ...BUILT_IN, rules }).load()
      vi.restoreAllMocks()
      expect(findFlagged(await openStore({ ...BUILT_IN, rules }).load(), WORDS)).toEqual(OLD)
    }
  })
})

describe('a full disk', () => {
  it('at any request is told, and leaves the rules as they are', async () => {
    const change = await install(SUN)
    for (let number = 1; number <= 12; number += 1) {
      let count = 0
      const real = realOf('put')
      vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
        this: IDBObjectStore,
        ...values: unknown[]
      ) {
        count += 1
        if (count < number) return real(this, ...values) as never
        throw new DOMException('full', 'QuotaExceededError')
      })
      const store = openStore()
      const before = await store.load()
      const told = await store.change(change).then(
        () => 'done',
        (error: unknown) => (error instanceof Error ? error.name : ''),
      )
      vi.restoreAllMocks()
      if (count < number) {
        expect([told, number > 5]).toEqual(['done', true])
        break
      }
      expect(told).toBe('QuotaExceededError')
      expect(await store.load()).toBe(before)
      expect(await findWhole()).toEqual(OLD)
    }
  })

  it('that shows only when all is written is told as well', async () => {
    const real = realOf('put')
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      ...values: unknown[]
    ) {
      const { transaction } = this
      queueMicrotask(() => {
        const abort: unknown = Reflect.get(transaction, '_abort')
        if (typeof abort === 'function') Reflect.apply(abort, transaction, ['QuotaExceededError'])
      })
      return real(this, ...values) as never
    })
    await expect(openStore().change(await install(SUN))).rejects.toMatchObject({
      name: 'QuotaExceededError',
    })
    vi.restoreAllMocks()
    expect(await findWhole()).toEqual(OLD)
  })
})

describe('joining and compiling', () => {
  it('lets other work go first in between', async () => {
    const documents = Object.fromEntries(
      Array.from({ length: 1_500 }, (_, n) => [`signals/r${n}.yml`, signal(`word${n}x`)]),
    )
    const store = new RuleStore(BUILT_IN, undefined, runInSlices)
    let turns = 0
    const timer = setInterval(() => (turns += 1), 0)
    await store.change(await install(writePack(documents)))
    clearInterval(timer)
    expect(turns).toBeGreaterThan(5)
  })

  it('goes on with what was in use, until the new rules are whole', async () => {
    const store = openStore()
    const before = await store.load()
    const changing = store.change(await install(SUN))
    expect(await store.load()).toBe(before)
    const after = await changing
    expect(await store.load()).toBe(after)
    expect(findFlagged(before, WORDS)).toEqual(OLD)
    expect(findFlagged(after, WORDS)).toEqual(NEW)
  })
})
