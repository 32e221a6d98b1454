// @ts-check
// Draws public/icons/lurewatch.svg at every size that the manifest names.
import { readFileSync, writeFileSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { CHROMIUM, ensureBrowser } from './browsers.mjs'

const FOLDER = new URL('../public/icons/', import.meta.url)
const SIZES = [16, 32, 48, 128]

const svg = readFileSync(new URL('lurewatch.svg', FOLDER))
const source = `data:image/svg+xml;base64,${svg.toString('base64')}`
const browser = await chromium.launch({
  executablePath: ensureBrowser(CHROMIUM),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
})
try {
  for (const size of SIZES) {
    const page = await browser.newPage({ viewport: { width: size, height: size } })
    await page.setContent(
      `<style>body { margin: 0 } img { display: block }</style><img src="${source}" width="${size}" height="${size}" alt="">`,
    )
    const png = await page.screenshot({ omitBackground: true })
    writeFileSync(new URL(`${size}.png`, FOLDER), png)
    await page.close()
  }
} finally {
  await browser.close()
}
