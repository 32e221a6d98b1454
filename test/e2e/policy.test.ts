import { createHash, generateKeyPairSync } from 'node:crypto'
import { accessSync, constants, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { showWarning } from '../../scripts/extension-view.mjs'
import { Chromium, saveScreenshot, waitForWarnings } from './harness/chromium.ts'

/** Where Debian's Chromium reads policies. */
const FOLDER = '/etc/chromium/policies/managed'
const FILE = join(FOLDER, 'lurewatch-test.json')

/** The nearest folder that exists decides whether the file can be written. */
function isWritable(folder: string): boolean {
  if (!existsSync(folder)) return folder !== '/' && isWritable(dirname(folder))
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

const { publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs8', format: 'der' },
})
/** The first half of the key's hash, in letters from `a` to `p`. */
const ID = Array.from(createHash('sha256').update(publicKey).digest('hex').slice(0, 32))
  .map((digit) => String.fromCharCode(97 + parseInt(digit, 16)))
  .join('')

function setPolicy(policy: Record<string, unknown>): void {
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(FILE, JSON.stringify({ '3rdparty': { extensions: { [ID]: policy } } }))
}

const canRun = process.platform === 'linux' && isWritable(FOLDER)
const name = `a policy in Chromium${canRun ? '' : ` (skipped: make ${FOLDER} writable, for example as root)`}`

describe.runIf(canRun)(name, () => {
  let run: Chromium
  beforeAll(async () => {
    setPolicy({
      organisation: { name: 'Example Corp', contact: 'security@example.com' },
      settings: { retentionDays: 90 },
      locked: ['retentionDays', 'nothing'],
      usersMayAddSources: false,
      sites: { off: ['gmail'] },
      welcomePage: false,
    })
    const key = publicKey.toString('base64')
    run = await Chromium.start({ changeManifest: (manifest) => ({ ...manifest, key }) })
  })
  afterAll(async () => {
    rmSync(FILE, { force: true })
    await run.close()
  })

  it('is shown in the settings, with what it locks and its fault', async () => {
    expect(run.extensionId).toBe(ID)
    const page = await run.openSettings()
    const managed = page.locator('#managed')
    await managed.getByText('Report to ⁨Example Corp⁩').waitFor()
    await managed.getByText('locked[1]: is no setting that can be locked').waitFor()
    const days = page.getByLabel(/days/i).first()
    await expect.poll(() => days.inputValue()).toBe('90')
    expect(await days.isDisabled()).toBe(true)
    await saveScreenshot(page, 'policy-settings')
  })

  it('puts the contact on a warning', async () => {
    const page = await run.openLinkedIn('locked-archive')
    const [warning] = await waitForWarnings(page, 1)
    const texts = warning?.nodes.map(({ name }) => name?.value ?? '') ?? []
    expect(texts.find((text) => text.startsWith('Report to'))).toContain('security@example.com')
    await showWarning(page)
    await saveScreenshot(page, 'policy-warning')
  })

  it('keeps a site from being read, and says so', async () => {
    const popup = await run.openPopup(await run.openGmail())
    await popup.getByText('Your organisation has switched Lurewatch off on').waitFor()
  })

  it('opens no welcome page', () => {
    const urls = run.context.pages().map((page) => page.url())
    expect(urls.filter((url) => url.endsWith('/src/welcome/index.html'))).toEqual([])
  })
})
