// What scripts/bench/rules.mjs runs as the service worker of an extension of its own: the real store of
// rules, with nothing else beside it.
import { loadReaderTexts, ruleSetData, siteDefinitions } from 'virtual:rules'
import * as v from 'valibot'
import browser from 'webextension-polyfill'
import { prepareJudgeWith } from '../../src/background/prepare-judge.ts'
import { RuleBook } from '../../src/background/rule-book.ts'
import { RuleStore, type RuleState } from '../../src/background/rule-store.ts'
import { makeRulePack } from './make-rule-pack.ts'

const evaluated = performance.now()
const store = new RuleStore({
  rules: ruleSetData,
  sites: siteDefinitions,
  loadTexts: loadReaderTexts,
})
const ruleBook = new RuleBook(store, prepareJudgeWith('en'))

const requestSchema = v.variant('do', [
  v.object({ do: v.literal('install'), count: v.number(), version: v.string() }),
  v.object({ do: v.literal('wake') }),
])

browser.runtime.onMessage.addListener((data: unknown) => {
  const request = v.parse(requestSchema, data)
  return request.do === 'wake' ? wake() : install(request.count, request.version)
})

/** From a worker without anything in its memory to the rules ready, and to a first verdict. */
async function wake(): Promise<object> {
  const start = performance.now()
  await store.load()
  const loaded = performance.now()
  const { rules } = await ruleBook.get()
  const ready = performance.now()
  await judgeOne()
  const judged = performance.now()
  return {
    rules: rules.engine.version,
    evaluated,
    loading: loaded - start,
    preparing: ready - loaded,
    first: judged - ready,
  }
}

async function install(count: number, version: string): Promise<object> {
  await judgeOne()
  const text = makeRulePack(count, version)
  const change = addPack(text, version, await hashText(text))
  const gaps = watchGaps()
  const start = performance.now()
  await store.change(change)
  const changed = performance.now()
  const longest = gaps.stop()
  await ruleBook.get()
  const switched = performance.now()
  await judgeOne()
  return {
    bytes: text.length,
    joining: changed - start,
    longest,
    switching: switched - changed,
    first: performance.now() - switched,
  }
}

async function judgeOne(): Promise<void> {
  const { judge } = await ruleBook.get()
  const message = { id: '1', text: 'A dream role for you. Please open the archive on Telegram.' }
  judge.judge(message, { entries: [] }, () => undefined)
}

async function hashText(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The longest time, in milliseconds, that nothing else could be done. */
function watchGaps(): { stop(): number } {
  const { port1, port2 } = new MessageChannel()
  let last = performance.now()
  let longest = 0
  const note = (): void => {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
  }
  port1.onmessage = () => {
    note()
    port2.postMessage(null)
  }
  port2.postMessage(null)
  return {
    stop() {
      port1.close()
      note()
      return longest
    },
  }
}

function addPack(text: string, version: string, hash: string): (state: RuleState) => RuleState {
  const created = '2026-11-24T10:00:00.000Z'
  const one = { hash, version, created, installedAt: 1, engine: 1, changes: [], bytes: text.length }
  const source = {
    id: 's0000001a',
    url: 'https://rules.example/',
    name: 'Generated',
    fingerprint: 'f',
    trust: 'full' as const,
    mayChangeOthers: false,
    paused: false,
    automatic: false,
    order: 0,
    metadata: { root: '{}' },
    versions: [one],
    current: hash,
    failures: 0,
  }
  return ({ own }) => ({ sources: [source], own, newPacks: new Map([[hash, text]]) })
}
