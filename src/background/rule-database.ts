import type { DBSchema, IDBPDatabase, IDBPTransaction } from 'idb'
import * as v from 'valibot'
import { DatabaseHandle, abortQuietly } from './database-handle.ts'
import type { SiteDefinition } from '../sites/definition.ts'
import { siteDefinitionSchema } from '../sites/definition.ts'
import type { SourceFault } from './active-rules.ts'
import {
  ownFileSchema,
  sourceRecordSchema,
  type OwnFile,
  type SourceRecord,
} from './source-record.ts'

const NAME = 'lurewatch-rules'
const VERSION = 1
const STORES = ['sources', 'packs', 'own', 'active'] as const
type Write = IDBPTransaction<Schema, typeof STORES, 'readwrite'>
/** Keys of `active`. */
const HEAD = 'head'
const ENGINE = 'engine'
const DATA = 'data'
const TEXTS = 'texts'
const COMPILED = [HEAD, ENGINE, DATA, TEXTS]
const GENERATION = 'generation'

/** What lies in the stores is unknown until parsed. */
interface Schema extends DBSchema {
  sources: { key: string; value: unknown }
  /** Texts of packs by their hash. */
  packs: { key: string; value: unknown }
  own: { key: string; value: unknown }
  /** The rule set that was compiled from all of it. */
  active: { key: string; value: unknown }
}

/** What is kept of all sources. */
export interface StoredState {
  readonly sources: readonly SourceRecord[]
  readonly own: readonly OwnFile[]
  /** Rises with every write: tells whether another came between. */
  readonly generation: number
  /** Records that could not be read and are passed over. */
  readonly dropped: number
}

const headSchema = v.object({
  /** Of the compiled rules. */
  version: v.string(),
  /** The program that compiled them. */
  program: v.string(),
  /** What they were compiled from. */
  ingredients: v.string(),
  sites: v.array(siteDefinitionSchema),
  faults: v.array(
    v.object({ source: v.string(), path: v.string(), line: v.number(), message: v.string() }),
  ),
})

/** A compiled rule set as it is kept. */
export interface CompiledRules {
  readonly version: string
  readonly program: string
  readonly ingredients: string
  readonly sites: readonly SiteDefinition[]
  readonly faults: readonly SourceFault[]
  /** Stored form, for the engine. */
  readonly engine: Uint8Array<ArrayBuffer>
  /** The rules as JSON. */
  readonly data: string
  /** Sentences of the sources in other languages, as JSON; empty where there are none. */
  readonly texts: string
}

/** What is read at once when the worker wakes; rules as data are read when they are asked for. */
export type WokenRules = Omit<CompiledRules, 'data'>

export interface StoredChange {
  readonly sources: readonly SourceRecord[]
  readonly own: readonly OwnFile[]
  /** Texts by hash, of versions that are new. */
  readonly newPacks: ReadonlyMap<string, string>
  /** Absent where the rules in use stay; null where the built-in rules alone are in use. */
  readonly compiled?: CompiledRules | null
  /** The state that the change was made from. */
  readonly before: StoredState
}

/** Sources of rules on disk, and what was compiled from them. Every write is one transaction. */
export class RuleDatabase {
  readonly #database = new DatabaseHandle<Schema>(NAME, VERSION, createStores)

  /** Undefined where there is none, or one that does not read. */
  async readActive(): Promise<WokenRules | undefined> {
    const tx = (await this.#database.open()).transaction('active')
    const [head, engine, texts] = await askAll(tx, [
      () => tx.store.get(HEAD),
      () => tx.store.get(ENGINE),
      () => tx.store.get(TEXTS),
    ])
    if (head === undefined) return undefined
    const parsed = v.safeParse(headSchema, head)
    if (!parsed.success || !isBytes(engine) || typeof texts !== 'string') return undefined
    return { ...parsed.output, engine, texts }
  }

  /** The rules of `version` as JSON; undefined where others are in use by now. */
  async readData(version: string): Promise<string | undefined> {
    const tx = (await this.#database.open()).transaction('active')
    const [head, data] = await askAll(tx, [() => tx.store.get(HEAD), () => tx.store.get(DATA)])
    const parsed = v.safeParse(headSchema, head)
    const isCurrent = parsed.success && parsed.output.version === version
    return isCurrent && typeof data === 'string' ? data : undefined
  }

  async readState(): Promise<StoredState> {
    const tx = (await this.#database.open()).transaction(STORES)
    const [sources, own, generation] = await askAll(tx, [
      () => tx.objectStore('sources').getAll(),
      () => tx.objectStore('own').getAll(),
      () => tx.objectStore('active').get(GENERATION),
    ])
    const goodSources = keepGood(sourceRecordSchema, sources)
    const goodOwn = keepGood(ownFileSchema, own)
    return {
      sources: goodSources.sort((a, b) => a.order - b.order),
      own: goodOwn,
      generation: readGeneration(generation),
      dropped: sources.length + own.length - goodSources.length - goodOwn.length,
    }
  }

  async readPack(hash: string): Promise<string | undefined> {
    const text = await (await this.#database.open()).get('packs', hash)
    return typeof text === 'string' ? text : undefined
  }

  /**
   * Writes all of it or nothing; false, and nothing, where another change came first. Rejects where
   * the disk is full, and then nothing has changed.
   */
  async write(change: StoredChange): Promise<boolean> {
    const tx = (await this.#database.open()).transaction(STORES, 'readwrite')
    // Listened to at once: a transaction may fail while something else is waited for.
    const done = tx.done.then(
      () => undefined,
      (reason: unknown) => ({ reason }),
    )
    const [generation, packs, sources, own] = await askAll(tx, [
      () => tx.objectStore('active').get(GENERATION),
      () => tx.objectStore('packs').getAllKeys(),
      () => tx.objectStore('sources').getAllKeys(),
      () => tx.objectStore('own').getAllKeys(),
    ])
    const isStale = readGeneration(generation) !== change.before.generation
    try {
      if (isStale) tx.abort()
      else queueWrites(tx, change, { packs, sources, own })
    } catch (error) {
      abortQuietly(tx)
      await done
      throw error
    }
    const failed = await done
    if (isStale) return false
    if (failed !== undefined) throw failed.reason
    return true
  }
}

function createStores(db: IDBPDatabase<Schema>): void {
  db.createObjectStore('sources', { keyPath: 'id' })
  db.createObjectStore('packs')
  db.createObjectStore('own', { keyPath: 'path' })
  db.createObjectStore('active')
}

interface StoredKeys {
  readonly packs: readonly string[]
  readonly sources: readonly string[]
  readonly own: readonly string[]
}

/** All at once, without waiting in between: the transaction itself tells how it went. */
function queueWrites(tx: Write, change: StoredChange, keys: StoredKeys): void {
  const { sources, own, newPacks, compiled, before } = change
  const active = tx.objectStore('active')
  queue(active.put(before.generation + 1, GENERATION))
  for (const source of sources) {
    if (!before.sources.includes(source)) queue(tx.objectStore('sources').put(source))
  }
  for (const file of own) if (!before.own.includes(file)) queue(tx.objectStore('own').put(file))
  const ids = new Set(sources.map(({ id }) => id))
  const paths = new Set(own.map(({ path }) => path))
  const hashes = new Set(sources.flatMap(({ versions }) => versions.map(({ hash }) => hash)))
  for (const key of missingIn(ids, keys.sources)) queue(tx.objectStore('sources').delete(key))
  for (const key of missingIn(paths, keys.own)) queue(tx.objectStore('own').delete(key))
  for (const key of missingIn(hashes, keys.packs)) queue(tx.objectStore('packs').delete(key))
  for (const [hash, text] of newPacks) {
    if (hashes.has(hash)) queue(tx.objectStore('packs').put(text, hash))
  }
  if (compiled === null) for (const key of COMPILED) queue(active.delete(key))
  if (compiled === undefined || compiled === null) return
  const { engine, data, texts, ...head } = compiled
  for (const [key, value] of Object.entries({ head, engine, data, texts })) {
    queue(active.put(value, key))
  }
}

/** Answers of several requests. Where one fails, the others fail with it, and are told of once. */
async function askAll<T extends readonly (() => Promise<unknown>)[]>(
  { done }: { readonly done: Promise<void> },
  requests: readonly [...T],
): Promise<{ [K in keyof T]: Awaited<ReturnType<T[K]>> }> {
  queue(done)
  const answers: unknown = await Promise.all(requests.map(async (request) => request()))
  return answers as { [K in keyof T]: Awaited<ReturnType<T[K]>> }
}

/** A request that fails ends the transaction, which is where that is told. */
function queue(request: Promise<unknown>): void {
  request.catch(() => undefined)
}

function missingIn(kept: ReadonlySet<string>, keys: readonly string[]): string[] {
  return keys.filter((key) => !kept.has(key))
}

function keepGood<T>(schema: v.GenericSchema<unknown, T>, found: readonly unknown[]): T[] {
  return found.flatMap((value) => {
    const result = v.safeParse(schema, value)
    return result.success ? [result.output] : []
  })
}

function readGeneration(value: unknown): number {
  return typeof value === 'number' ? value : 0
}

function isBytes(value: unknown): value is Uint8Array<ArrayBuffer> {
  return value instanceof Uint8Array
}
