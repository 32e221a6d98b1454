// @ts-check
import { join } from 'node:path'
import { CHROMIUM, ensureBrowser, readVersion } from './browsers.mjs'
import { buildIfChanged } from './build-if-changed.mjs'
import { ensurePackages } from './ensure.mjs'
import { ROOT_PATH } from './run.mjs'

const EXTENSION = join(ROOT_PATH, 'dist/chrome')

const GUIDE = `
Lurewatch runs in a browser profile of its own. Nothing leaves this machine: both sites are served from here.

  1. LinkedIn tab: open “Helena Brandvold” or “Dorian Valcke”. The warning stands beside the message.
  2. Gmail tab: open the mail from “Airbus Talent Acquisition”.
  3. The badge on the toolbar counts what was flagged; click the icon (puzzle piece, then Lurewatch) for the popup.
  4. “Not a lure” takes a warning away. Genuine recruiters (“Marit Solberg”, “Carola Wendt”) have none.

Close the browser window or press Ctrl+C to end.
`

function hasDisplay() {
  if (process.platform !== 'linux') return true
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

/** @param {import('playwright-core').BrowserContext} context */
async function showDemo(context) {
  const { GMAIL, LINKEDIN } = await import('../demo/server.mjs')
  const gmail = await context.newPage()
  await gmail.goto(`https://${GMAIL}/mail/u/0/`)
  const linkedin = context.pages()[0] ?? (await context.newPage())
  await linkedin.goto(`https://${LINKEDIN}/messaging/`)
  await linkedin.bringToFront()
  console.log(GUIDE)
  await new Promise((resolve) => context.on('close', () => resolve(undefined)))
}

/** Imported late: these need the packages that `ensurePackages` installs. */
async function loadParts() {
  const [{ startDemoServer }, { launchChromium }, { walkDemo }] = await Promise.all([
    import('../demo/server.mjs'),
    import('./chromium.mjs'),
    import('./demo-walk.mjs'),
  ])
  return { startDemoServer, launchChromium, walkDemo }
}

/** @returns {Promise<number>} exit status */
async function start() {
  ensurePackages()
  const executablePath = ensureBrowser(CHROMIUM)
  buildIfChanged()
  const { startDemoServer, launchChromium, walkDemo } = await loadParts()
  const headless = !hasDisplay()
  console.log(
    `${readVersion(executablePath)}${headless ? ', without a display: the demo walks itself' : ''}`,
  )
  const server = await startDemoServer()
  const viewport = headless ? { width: 1280, height: 800 } : null
  const browser = await launchChromium({
    executablePath,
    extension: EXTENSION,
    server,
    headless,
    viewport,
  })
  const close = async () => {
    await browser.close()
    await server.close()
  }
  let isInterrupted = false
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.once(signal, () => {
      isInterrupted = true
      void close().then(() => process.exit(0))
    })
  }
  try {
    if (!headless) return await showDemo(browser.context).then(() => 0)
    return (await walkDemo(browser.context, server, EXTENSION)) ? 0 : 1
  } catch (error) {
    // Whatever was under way when Ctrl+C closed the browser is no fault.
    if (isInterrupted) return 0
    throw error
  } finally {
    if (!isInterrupted) await close()
  }
}

try {
  process.exitCode = await start()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
