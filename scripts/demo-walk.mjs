// @ts-check
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { GMAIL, LINKEDIN } from '../demo/server.mjs'
import { findWorker } from './chromium.mjs'
import { readCards, readPagePaths, readWarnings, showWarning } from './extension-view.mjs'
import { ROOT_PATH } from './run.mjs'

/**
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('../demo/inboxes.mjs').DemoThread} DemoThread
 * @typedef {{ site: string, sender: string, isLure: boolean, level: string, why: string }} Seen
 */

const OUTPUT = join(ROOT_PATH, 'demo-output')
const FLAGGED = ['medium', 'high', 'critical']

const SITES = /** @type {const} */ ({
  linkedin: {
    name: 'LinkedIn',
    address: `https://${LINKEDIN}/messaging/`,
    openThread: (/** @type {Page} */ page, /** @type {DemoThread} */ thread) =>
      // A real click waits for frames that a tab in the background does not draw.
      page.locator(`li[data-key="${thread.key}"]`).dispatchEvent('click'),
  },
  gmail: {
    name: 'Gmail',
    address: `https://${GMAIL}/mail/u/0/`,
    openThread: async (/** @type {Page} */ page, /** @type {DemoThread} */ thread) => {
      await page.evaluate((id) => (location.hash = `#inbox/${id}`), thread.id ?? '')
    },
  },
})

/** Opens the popup as a page that shows another tab. @param {Page} page @param {string} extension */
export async function openPopupFor(page, extension) {
  const worker = await findWorker(page.context())
  const tabId = await worker.evaluate(async (/** @type {string} */ url) => {
    const tabs = await /** @type {any} */ (globalThis).chrome.tabs.query({})
    return tabs.find((/** @type {{ url?: string }} */ tab) => tab.url === url)?.id
  }, page.url())
  const popup = await page.context().newPage()
  await popup.setViewportSize({ width: 420, height: 600 })
  const { popup: path } = readPagePaths(extension)
  await popup.goto(`chrome-extension://${new URL(worker.url()).host}/${path}?tabId=${tabId}`)
  return popup
}

/**
 * Opens a conversation and waits until the popup shows its messages.
 * @param {keyof typeof SITES} key @param {Page} page @param {Page} popup @param {DemoThread} thread
 * @returns {Promise<Seen>}
 */
async function visitThread(key, page, popup, thread) {
  const site = SITES[key]
  await site.openThread(page, thread)
  const list = popup.getByRole('list', { name: 'Messages on this page', exact: true })
  await list.getByText(thread.with.name).first().waitFor({ timeout: 15_000 })
  const isShown = () => readWarnings(page).then((warnings) => warnings.length > 0)
  for (let wait = 0; wait < 20 && thread.lure && !(await isShown()); wait++)
    await page.waitForTimeout(150)
  const cards = await readCards(popup, 'Messages on this page')
  const worst = cards.find((card) => FLAGGED.includes(card.level))
  const [warning] = await readWarnings(page)
  return {
    site: site.name,
    sender: thread.with.name,
    isLure: thread.lure,
    level: worst?.level ?? 'none',
    why: worst?.headline || warning?.headline || '',
  }
}

/**
 * Opens a site with the popup beside it and goes through its conversations.
 * @param {keyof typeof SITES} key @param {import('playwright-core').BrowserContext} context
 * @param {DemoThread[]} threads @param {string} extension
 */
async function walkSite(key, context, threads, extension) {
  const page = await context.newPage()
  await page.goto(SITES[key].address)
  const popup = await openPopupFor(page, extension)
  // A tab in the background is served slowly.
  await page.bringToFront()
  const seen = []
  for (const thread of threads) seen.push(await visitThread(key, page, popup, thread))
  return { key, page, popup, threads, seen }
}

/** Saves how the first lure of a site looks. @param {Awaited<ReturnType<typeof walkSite>>} walk */
async function saveViews({ key, page, popup, threads }) {
  const first = threads.find((thread) => thread.lure)
  if (!first) return
  await visitThread(key, page, popup, first)
  await page.bringToFront()
  await showWarning(page)
  await page.screenshot({ path: join(OUTPUT, `${key}-warning.png`) })
  await popup.bringToFront()
  await popup.waitForTimeout(300)
  await popup.screenshot({ path: join(OUTPUT, `${key}-popup.png`) })
}

/** @param {Seen[]} rows */
function printTable(rows) {
  console.log('\nWhat the demo inboxes hold, and what was flagged:\n')
  for (const row of rows) {
    const mark = row.level === 'none' ? '·' : '⚠'
    const head = `${mark} ${row.site.padEnd(9)} ${row.sender.padEnd(26)} ${row.level.padEnd(9)}`
    console.log(row.why === '' ? head.trimEnd() : `${head} ${row.why}`)
  }
}

/** @param {import('playwright-core').BrowserContext} context @param {string} extension */
async function saveSettings(context, extension) {
  const worker = await findWorker(context)
  const page = await context.newPage()
  await page.goto(
    `chrome-extension://${new URL(worker.url()).host}/${readPagePaths(extension).settings}`,
  )
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForTimeout(500)
  await page.screenshot({ path: join(OUTPUT, 'settings.png') })
}

/**
 * Walks both inboxes without a person, prints what was flagged and why, saves screenshots.
 * @param {import('playwright-core').BrowserContext} context
 * @param {import('../demo/server.mjs').DemoServer} server
 * @param {string} extension folder
 * @returns {Promise<boolean>} whether all lures were flagged and no one else
 */
export async function walkDemo(context, server, extension) {
  rmSync(OUTPUT, { recursive: true, force: true })
  mkdirSync(OUTPUT, { recursive: true })
  const { linkedin, gmail } = server.inboxes
  const walks = [
    await walkSite('linkedin', context, linkedin.threads, extension),
    await walkSite('gmail', context, gmail.threads, extension),
  ]
  for (const walk of walks) await saveViews(walk)
  const rows = walks.flatMap((walk) => walk.seen)
  await saveSettings(context, extension)
  printTable(rows)
  const isFlagged = (/** @type {Seen} */ row) => FLAGGED.includes(row.level)
  const missed = rows.filter((row) => row.isLure && !isFlagged(row))
  const wrong = rows.filter((row) => !row.isLure && isFlagged(row))
  const lures = rows.filter((row) => row.isLure)
  console.log(
    `\n${lures.length - missed.length} of ${lures.length} lures flagged, ${wrong.length} genuine conversations flagged.`,
  )
  for (const row of missed) console.log(`Missed: ${row.site}, ${row.sender}`)
  for (const row of wrong) console.log(`Flagged without reason: ${row.site}, ${row.sender}`)
  console.log(`Screenshots: ${OUTPUT}`)
  return missed.length < lures.length && wrong.length === 0
}
