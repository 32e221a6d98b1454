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
  v.object({ do: v.picklist(['start', 'ready', 'judge']) }),
])

browser.runtime.onMessage.addListener((data: unknown) => {
  const request = v.parse(requestSchema, data)
  switch (request.do) {
    case 'start':
      return Promise.resolve({ evaluated })
    case 'ready':
      return makeReady()
    case 'judge':
      return judgeOne()
    case 'install':
      return install(request.count, request.version)
  }
})

/** From a worker without anything in its memory to the rules ready. */
async function makeReady(): Promise<object> {
  const start = performance.now()
  await store.load()
  const loaded = performance.now()
  await ruleBook.get()
  return { loading: loaded - start, preparing: performance.now() - loaded }
}

/** Joins, compiles and stores a new pack; nothing is made ready with it yet. */
async function install(count: number, version: string): Promise<object> {
  const text = makeRulePack(count, version)
  const change = addPack(text, version, await hashText(text))
  const gaps = watchGaps()
  const start = performance.now()
  await store.change(change)
  return { joining: performance.now() - start, longest: gaps.stop() }
}

async function judgeOne(): Promise<object> {
  const { judge } = await ruleBook.get()
  const message = { id: '1', text: 'A dream role for you. Please open the archive on Telegram.' }
  return { verdicts: judge.judge(message, { entries: [] }, () => undefined).verdicts.length }
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
