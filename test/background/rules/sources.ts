import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { judge, prepareEngine } from '../../../src/engine/judge.ts'
import type { ActiveRules } from '../../../src/background/active-rules.ts'
import { RuleStore, type BuiltInRules, type RuleState } from '../../../src/background/rule-store.ts'
import type { SourceRecord } from '../../../src/background/source-record.ts'
import { compilePack } from '../../../src/packs/compile.ts'
import { deriveUuid } from '../../../src/packs/content-hash.ts'

/** A signal that flags a text. */
export const signal = (text: string, more: object = {}) => ({
  title: text,
  id: deriveUuid(text),
  logsource: { product: 'message' },
  detection: { selection: { 'text|contains': text }, condition: 'selection' },
  level: 'high',
  ...more,
})

type Documents = Readonly<Record<string, unknown>>

const FLOOR = `
title: A wallet
id: 7a3f1c52-0d1e-4b8a-9f5d-2f6f2f3b0a01
logsource: { product: message }
detection: { selection: { text|contains: wallet }, condition: selection }
level: high
`
const LISTS = { organisations: [], values: {}, fileKinds: {} }
export const BUILT_IN: BuiltInRules = {
  rules: compilePack([{ path: 'signals/wallet.yml', text: FLOOR }], LISTS).pack.data,
  sites: [],
  loadTexts: () => undefined,
}

/** The text of a pack. */
export function writePack(documents: Documents, more: object = {}): string {
  return JSON.stringify({
    format: 1,
    engine: 1,
    name: 'Team',
    version: '1',
    created: '2026-11-24T10:00:00.000Z',
    changes: [],
    documents: Object.entries(documents).map(([path, value]) => ({ path, value })),
    ...more,
  })
}

export async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Buffer.from(digest).toString('hex')
}

const RECORD: Omit<SourceRecord, 'versions' | 'current'> = {
  id: 's0000001a',
  url: 'https://rules.example/',
  name: 'Team',
  fingerprint: 'f',
  trust: 'full',
  mayChangeOthers: false,
  paused: false,
  automatic: true,
  order: 0,
  metadata: { root: '{}' },
  failures: 0,
}

/** What adds a source with this pack, or replaces the one of its id: as an update does. */
export async function install(
  text: string,
  more: Partial<SourceRecord> = {},
): Promise<(state: RuleState) => RuleState> {
  const hash = await hashOf(text)
  const version = {
    hash,
    version: '1',
    created: '2026-11-24T10:00:00.000Z',
    installedAt: 1,
    engine: 1,
    changes: [],
    bytes: text.length,
  }
  return ({ sources, own }) => {
    const id = more.id ?? RECORD.id
    const before = sources.find((source) => source.id === id)
    const versions = [version, ...(before?.versions ?? []).filter((one) => one.hash !== hash)]
    const record = { ...RECORD, ...before, versions, current: hash, ...more }
    const others = sources.filter((source) => source.id !== id)
    return { sources: [...others, record], own, newPacks: new Map([[hash, text]]) }
  }
}

/** A browser profile without any source. */
export function startFresh(): void {
  indexedDB = new IDBFactory()
}

/** The store as a worker that was woken has it. */
export function openStore(builtIn: BuiltInRules = BUILT_IN): RuleStore {
  return new RuleStore(builtIn)
}

/** Which of the words a message by itself is flagged for. */
export function findFlagged(rules: ActiveRules, words: readonly string[]): string[] {
  const { engine, faults } = prepareEngine(rules.engine)
  if (faults.length > 0) throw new Error(faults.map(({ reason }) => reason).join())
  return words.filter((text) => {
    const conversation = { entries: [] }
    const [verdict] = judge({ message: { id: '1', text }, engine, conversation }).verdicts
    return verdict?.level !== 'none'
  })
}
