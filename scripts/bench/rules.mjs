// @ts-check
// What a new pack of 10,000 rules costs the worker, in real Chromium:
// npm run bench:rules [-- --rules N] [--rounds N]
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from 'vite'
import { startDemoServer } from '../../demo/server.mjs'
import { CHROMIUM, ensureBrowser } from '../browsers.mjs'
import { findWorker, launchChromium } from '../chromium.mjs'
import { ROOT_PATH } from '../run.mjs'
import { readWorkerTime } from './thread-time.mjs'

/** Milliseconds that the switch to a new pack and the wake-up with the stored rules may take. */
const SWITCH_LIMIT = 100
const WAKE_LIMIT = 25

const { values: options } = parseArgs({
  options: {
    rules: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '7' },
  },
})
const rounds = Number(options.rounds)

/** @param {readonly number[]} values */
function findMedian(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
}

/** @param {import('playwright-core').BrowserContext} context @param {import('playwright-core').Page} page @param {string} url */
async function killWorker(context, page, url) {
  const cdp = await context.newCDPSession(page)
  const { targetInfos } = await cdp.send('Target.getTargets')
  const target = targetInfos.find((info) => info.url === url)
  if (target !== undefined) await cdp.send('Target.closeTarget', { targetId: target.targetId })
  await cdp.detach()
}

/**
 * @param {import('playwright-core').Page} page @param {object} request
 * @returns {Promise<Record<string, number>>}
 */
function ask(page, request) {
  return page.evaluate(
    (data) => /** @type {any} */ (globalThis).chrome.runtime.sendMessage(data),
    request,
  )
}

/** @param {Record<string, unknown>[]} rows */
function printTable(rows) {
  console.table(
    rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([key, value]) => [
          key,
          typeof value === 'number' ? Math.round(value * 10) / 10 : value,
        ]),
      ),
    ),
  )
}

const extension = mkdtempSync(join(tmpdir(), 'lurewatch-bench-'))
const profile = mkdtempSync(join(tmpdir(), 'lurewatch-bench-profile-'))
process.env.BENCH_OUT = extension
await build({ root: ROOT_PATH, mode: 'bench-rules', logLevel: 'error' })
writeFileSync(join(extension, 'page.html'), '<!doctype html><title>Bench</title>')
writeFileSync(
  join(extension, 'manifest.json'),
  JSON.stringify({
    manifest_version: 3,
    name: 'Bench',
    version: '1',
    permissions: ['storage', 'unlimitedStorage'],
    background: { service_worker: 'worker.js', type: 'module' },
  }),
)
const server = await startDemoServer()
const { context, close } = await launchChromium({
  executablePath: ensureBrowser(CHROMIUM),
  extension,
  server,
  profile,
})
try {
  const url = (await findWorker(context)).url()
  const page = await context.newPage()
  await page.goto(new URL('page.html', url).href)
  /** What a call takes the worker, in milliseconds of processor time. @param {object} request */
  const measure = async (request) => {
    const before = readWorkerTime(profile) ?? NaN
    const reply = await ask(page, request)
    return { reply, cost: (readWorkerTime(profile) ?? NaN) - before }
  }
  const wakes = async () => {
    const rows = []
    for (let round = 0; round < rounds; round += 1) {
      await killWorker(context, page, url)
      await ask(page, { do: 'start' })
      const ready = await measure({ do: 'ready' })
      const first = await measure({ do: 'judge' })
      rows.push({ ready: ready.cost, ...ready.reply, 'first verdict': first.cost })
    }
    return rows
  }
  console.log(
    'Processor time of the worker in ms (loading, preparing, joining, longest: as it waits)',
  )
  console.log('Waking with the built-in rules alone')
  printTable(await wakes())
  const switches = []
  for (let round = 0; round < Math.min(rounds, 4); round += 1) {
    await ask(page, { do: 'judge' })
    const request = { do: 'install', count: Number(options.rules), version: `v${round}` }
    const { reply, cost } = await measure(request)
    const switched = await measure({ do: 'ready' })
    const first = await measure({ do: 'judge' })
    const costs = { 'join and compile': cost, switch: switched.cost, 'first verdict': first.cost }
    switches.push({ ...costs, ...reply })
  }
  console.log(`Switching to a new pack of ${options.rules} rules`)
  printTable(switches)
  console.log('Waking with the stored rule set')
  const woken = await wakes()
  printTable(woken)
  const switching = findMedian(switches.map((row) => row.switch))
  const waking = findMedian(woken.map(({ ready }) => ready))
  console.log(
    `switch: ${switching.toFixed(1)} ms (limit ${SWITCH_LIMIT} ms); ` +
      `wake-up: ${waking.toFixed(1)} ms (limit ${WAKE_LIMIT} ms); medians of processor time`,
  )
  if (!(switching <= SWITCH_LIMIT && waking <= WAKE_LIMIT)) process.exitCode = 1
} finally {
  await close()
  await server.close()
  for (const folder of [extension, profile]) rmSync(folder, { recursive: true, force: true })
}
