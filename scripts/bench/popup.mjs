// @ts-check
// How long the popup's own scripts take to open it with 10,000 flagged messages, in real Chromium:
// npm run bench:popup [-- --entries N] [--rounds N]
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startDemoServer } from '../../demo/server.mjs'
import { CHROMIUM, ensureBrowser } from '../browsers.mjs'
import { buildIfChanged } from '../build-if-changed.mjs'
import { findWorker, launchChromium } from '../chromium.mjs'
import { readPagePaths } from '../extension-view.mjs'
import { fillInbox } from '../fill-inbox.mjs'
import { ROOT_PATH } from '../run.mjs'

/** Milliseconds that the popup may take. */
const LIMIT = 150

const { values: options } = parseArgs({
  options: {
    entries: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '5' },
  },
})

/** @param {import('playwright-core').BrowserContext} context @param {import('playwright-core').Page} page */
async function killWorker(context, page) {
  const url = (await findWorker(context)).url()
  const cdp = await context.newCDPSession(page)
  const { targetInfos } = await cdp.send('Target.getTargets')
  const target = targetInfos.find((info) => info.url === url)
  if (target === undefined) throw new Error('The service worker is not running')
  await cdp.send('Target.closeTarget', { targetId: target.targetId })
}

buildIfChanged()
const extension = mkdtempSync(join(tmpdir(), 'lurewatch-bench-'))
cpSync(join(ROOT_PATH, 'dist/chrome'), extension, { recursive: true })
const server = await startDemoServer()
const { context, close } = await launchChromium({
  executablePath: ensureBrowser(CHROMIUM),
  extension,
  server,
})
try {
  const { host } = new URL((await findWorker(context)).url())
  const address = `chrome-extension://${host}/${readPagePaths(extension).popup}`
  const first = await context.newPage()
  await first.goto(address)
  await first.locator('.empty').first().waitFor()
  await fillInbox(first, Number(options.entries))
  // It has read the empty inbox, which nobody else is to write.
  await killWorker(context, first)
  const rows = []
  for (let round = 1; round <= Number(options.rounds); round += 1) {
    const page = await context.newPage()
    const cdp = await context.newCDPSession(page)
    await cdp.send('Performance.enable')
    const start = performance.now()
    await page.goto(address)
    await page.getByText('Sender 0', { exact: true }).waitFor()
    const shown = performance.now() - start
    const { metrics } = await cdp.send('Performance.getMetrics')
    const script = metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? NaN
    rows.push({
      'script, ms': Math.round(script * 1000),
      'first entry shown, ms': Math.round(shown),
    })
    await page.close()
  }
  console.table(rows)
  const worst = Math.max(...rows.map((row) => row['script, ms']))
  console.log(`worst of ${rows.length}: ${worst} ms of the popup's own script (limit ${LIMIT} ms)`)
  if (!(worst <= LIMIT)) process.exitCode = 1
} finally {
  await close()
  await server.close()
  rmSync(extension, { recursive: true, force: true })
}
