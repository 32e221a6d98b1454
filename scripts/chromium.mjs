// @ts-check
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { GMAIL, LINKEDIN } from '../demo/server.mjs'

/**
 * Starts Chromium with an extension, a profile of its own and no way out of this machine: the two
 * sites' names lead to the local server, every other name does not exist.
 * @param {object} options
 * @param {string} options.executablePath
 * @param {string} options.extension folder of the unpacked extension
 * @param {{ port: number, spkiHash: string }} options.server
 * @param {boolean} [options.headless]
 * @param {string[]} [options.hosts] further names for the local server
 * @param {string[]} [options.args]
 * @param {string} [options.profile] kept afterwards; without it a temporary one is made and removed
 * @param {{ width: number, height: number } | null} [options.viewport]
 * @param {'light' | 'dark'} [options.colorScheme]
 */
export async function launchChromium(options) {
  const {
    executablePath,
    extension,
    server,
    headless = true,
    viewport = { width: 1280, height: 800 },
  } = options
  const profile = options.profile ?? mkdtempSync(join(tmpdir(), 'lurewatch-profile-'))
  const local = [LINKEDIN, GMAIL, ...(options.hosts ?? [])].map(
    (host) => `MAP ${host}:443 127.0.0.1:${server.port}`,
  )
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless,
    viewport,
    colorScheme: options.colorScheme ?? 'light',
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      `--disable-extensions-except=${extension}`,
      `--load-extension=${extension}`,
      `--host-resolver-rules=${[...local, 'MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1'].join(', ')}`,
      `--ignore-certificate-errors-spki-list=${server.spkiHash}`,
      '--lang=en-US',
      // Hides the bar that warns of the two options above; they are the point of the demo.
      ...(headless ? [] : ['--test-type']),
      // A root user has no other way; containers run as root.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(options.args ?? []),
    ],
  })
  return {
    context,
    async close() {
      await context.close()
      if (options.profile === undefined)
        rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/**
 * The extension's service worker; waits for it to start.
 * @param {import('playwright-core').BrowserContext} context
 */
export async function findWorker(context) {
  return (
    context.serviceWorkers()[0] ??
    (await context.waitForEvent('serviceworker', { timeout: 20_000 }))
  )
}
