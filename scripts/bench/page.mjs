// @ts-check
// What the reader costs a page, traced in real Chromium: npm run bench:page [-- --json FILE]
// [--rounds N] [--extension FOLDER]. Figures are processor time of the page's main thread inside the
// extension's own calls. The row "least" is a script that only finds new messages and takes their text:
// no reader can cost less on the same machine at the same time. "read" counts the messages on the page
// that the background was told of (its list of a page ends at 500): of a flood the rest is passed over.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { startDemoServer } from '../../demo/server.mjs'
import { CHROMIUM, ensureBrowser } from '../browsers.mjs'
import { buildIfChanged } from '../build-if-changed.mjs'
import { findWorker, launchChromium } from '../chromium.mjs'
import { ROOT_PATH } from '../run.mjs'
import { appendBursts, prepareConversation } from './page-messages.mjs'
import { measureOwn, traceWhile } from './page-trace.mjs'

/** @typedef {{ name: string, before: number, bursts: number, size: number, rest: number, root?: 'shadow' }} Scenario */
/** @typedef {ReturnType<typeof measureOwn> & { messages: number, told: number }} Figures */

const PATH = '/messaging/thread/2-bench/'
const ADDRESS = `https://www.linkedin.com${PATH}`
/** Milliseconds for everything to be read and told. */
const SETTLE = 2_500

/** @type {Scenario[]} */
const SCENARIOS = [
  { name: '2,500 in bursts of 100', before: 0, bursts: 25, size: 100, rest: 60 },
  { name: '2,500 in a trickle of 5', before: 0, bursts: 500, size: 5, rest: 4 },
  { name: '500 in bursts of 50, all read', before: 0, bursts: 10, size: 50, rest: 900 },
  { name: '500 more on a page of 500', before: 500, bursts: 5, size: 100, rest: 60 },
  { name: '500 more on a page of 10,000', before: 10_000, bursts: 5, size: 100, rest: 60 },
  { name: '2,500 in a shadow root', before: 0, bursts: 25, size: 100, rest: 60, root: 'shadow' },
]

const LEAST = `
const seen = new WeakSet(), texts = []
let nodes = [], isAsked = false
const read = () => {
  isAsked = false
  for (const node of nodes) {
    const unit = node.querySelector('.msg-s-event-listitem')
    if (unit === null || seen.has(unit)) continue
    seen.add(unit)
    texts.push(unit.querySelector('.msg-s-event-listitem__body').textContent)
  }
  nodes = []
}
new MutationObserver((records) => {
  for (const { addedNodes } of records) for (const node of addedNodes) if (node.nodeType === 1) nodes.push(node)
  if (!isAsked) requestIdleCallback(read, { timeout: 500 })
  isAsked = true
}).observe(document, { childList: true, subtree: true })
`

const { values: options } = parseArgs({
  options: {
    json: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    extension: { type: 'string' },
  },
})

/** An extension that does the least. @returns {string} its folder */
function makeLeast() {
  const folder = mkdtempSync(join(tmpdir(), 'lurewatch-least-'))
  const script = {
    matches: ['https://www.linkedin.com/*'],
    js: ['least.js'],
    run_at: 'document_idle',
  }
  const manifest = {
    manifest_version: 3,
    name: 'Least',
    version: '1',
    background: { service_worker: 'worker.js' },
    content_scripts: [script],
  }
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest))
  writeFileSync(join(folder, 'worker.js'), '')
  writeFileSync(join(folder, 'least.js'), LEAST)
  return folder
}

/** @param {import('playwright-core').BrowserContext} context @param {Scenario} scenario @returns {Promise<Figures>} */
async function runScenario(context, { before, bursts, size, rest, root }) {
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  let start = 0
  const loading = await traceWhile(cdp, async () => {
    await page.goto(ADDRESS)
    await prepareConversation(page, root ?? 'document')
    // A shadow root that came later is found in five seconds at most.
    await wait(root === 'shadow' ? 6_000 : 1_500)
  })
  await waitForReader(context)
  start = measureOwn(loading).start
  if (before > 0) {
    await appendBursts(page, { bursts: before / 500, size: 500, rest: 300 })
    await wait(SETTLE)
  }
  const events = await traceWhile(cdp, async () => {
    await appendBursts(page, { bursts, size, rest })
    await wait(SETTLE)
  })
  const told = await countTold(context)
  await page.close()
  return { ...measureOwn(events), start, messages: bursts * size, told }
}

/** @param {import('playwright-core').BrowserContext} context @returns {Promise<number>} */
async function countTold(context) {
  const worker = await findWorker(context)
  return await worker.evaluate(async () => {
    const { storage } = Reflect.get(globalThis, 'chrome')
    const states = Object.entries((await storage?.session.get(null)) ?? {})
    return states
      .filter(([key]) => key.startsWith('tab '))
      .reduce((sum, [, state]) => sum + state.messages.length, 0)
  })
}

/**
 * Waits until the extension's reader has reported from the page: its background may still be busy with
 * the page before. The script that does the least has no background to ask.
 * @param {import('playwright-core').BrowserContext} context
 */
async function waitForReader(context) {
  const worker = await findWorker(context)
  for (let tries = 0; tries < 300; tries++) {
    const isReady = await worker.evaluate(async () => {
      const { storage } = Reflect.get(globalThis, 'chrome')
      if (storage === undefined) return true
      const states = Object.entries(await storage.session.get(null))
      return states.some(
        ([key, state]) =>
          key.startsWith('tab ') && state.frames.some((/** @type {any} */ frame) => frame.health),
      )
    })
    if (isReady) return
    await wait(200)
  }
  throw new Error('the reader did not start within a minute')
}

/** @param {string} extension @returns {Promise<Map<string, Figures>>} best of all rounds, by scenario */
async function measure(extension) {
  const server = await startDemoServer()
  server.pages.set(`www.linkedin.com${PATH}`, '<!doctype html><meta charset=utf-8><body>')
  const { context, close } = await launchChromium({
    executablePath: ensureBrowser(CHROMIUM),
    extension,
    server,
  })
  await findWorker(context)
  /** @type {Map<string, Figures>} */
  const best = new Map()
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const scenario of SCENARIOS) {
      const figures = await runScenario(context, scenario)
      const known = best.get(scenario.name)
      if (known === undefined || figures.total < known.total) {
        const layouts = figures.layouts + (known?.layouts ?? 0)
        best.set(scenario.name, { ...figures, layouts })
      } else known.layouts += figures.layouts
    }
  }
  await close()
  await server.close()
  return best
}

/** @param {Figures} figures */
function toRow({ total, longest, start, layouts, calls, messages, told, view }) {
  return {
    'ms per 100': Number(((total / messages) * 100).toFixed(2)),
    'longest call, ms': Number(longest.toFixed(2)),
    'script start, ms': Number(start.toFixed(2)),
    'forced layouts': layouts,
    calls,
    read: told,
    'view, ms': Number(view.toFixed(1)),
  }
}

if (options.extension === undefined) buildIfChanged()
const folder = mkdtempSync(join(tmpdir(), 'lurewatch-bench-'))
cpSync(resolve(options.extension ?? join(ROOT_PATH, 'dist/chrome')), folder, { recursive: true })
const least = makeLeast()
try {
  /** @type {Record<string, ReturnType<typeof toRow>>} */
  const rows = {}
  const floors = await measure(least)
  for (const [name, figures] of await measure(folder)) {
    rows[name] = toRow(figures)
    const floor = floors.get(name)
    if (floor !== undefined) rows[`  least: ${name}`] = toRow(floor)
  }
  console.table(rows)
  if (options.json !== undefined) writeFileSync(options.json, JSON.stringify(rows, null, 2))
} finally {
  for (const used of [folder, least]) rmSync(used, { recursive: true, force: true })
}
