// @ts-check
// Draws the icons of the extension and of its toolbar states, as SVG and at every size that the manifest and
// src/platform/toolbar-icon.ts name: node scripts/icons.mjs
import { writeFileSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { CHROMIUM, ensureBrowser } from './browsers.mjs'

const FOLDER = new URL('../public/icons/', import.meta.url)

const BUBBLE =
  'M6 2h20a5 5 0 0 1 5 5v14a5 5 0 0 1-5 5H15l-7 5.5V26H6a5 5 0 0 1-5-5V7a5 5 0 0 1 5-5Z'
const HOOK = `<path fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" stroke-linejoin="round" d="M20 9v7.5a5 5 0 0 1-10 0V13"/>
  <path fill="#fff" d="M10 9.2 15 15h-5Z"/>`
const EYE = '<circle cx="20" cy="7.6" r="2.6" fill="#ffd166"/>'

/** A speech bubble with a fish hook inside: a message that wants to catch someone. */
const READING = `<path fill="#0f7490" d="${BUBBLE}"/>
  ${HOOK}
  ${EYE}`
/** The same without colour: nothing is read here. */
const IDLE = `<path fill="#5a666d" d="${BUBBLE}"/>
  ${HOOK}
  <circle cx="20" cy="7.6" r="2.6" fill="#fff"/>`
/** Another outline, so that it is told without its colour. */
const FLAGGED = `<path fill="#a12622" stroke="#a12622" stroke-width="3" stroke-linejoin="round" d="M16 3 30 28.5H2Z"/>
  <path fill="#fff" d="M14 10h4l-.7 10h-2.6Zm2 11.6a2.1 2.1 0 1 1 0 4.2 2.1 2.1 0 0 1 0-4.2Z"/>`
/** The bubble struck through. */
const UNREADABLE = `<path fill="#fff" stroke="#7a5200" stroke-width="3" d="${BUBBLE}"/>
  <path fill="none" stroke="#7a5200" stroke-width="4.5" stroke-linecap="round" d="m8 21 16-14"/>`

/** @type {readonly { name: string, picture: string, files: Readonly<Record<number, string>> }[]} */
const ICONS = [
  {
    name: 'lurewatch',
    picture: READING,
    files: { 16: '16', 32: '32', 48: '48', 128: '128' },
  },
  { name: 'idle', picture: IDLE, files: { 16: 'idle-16', 32: 'idle-32' } },
  { name: 'reading', picture: READING, files: { 16: 'reading-16', 32: 'reading-32' } },
  { name: 'flagged', picture: FLAGGED, files: { 16: 'flagged-16', 32: 'flagged-32' } },
  { name: 'unreadable', picture: UNREADABLE, files: { 16: 'unreadable-16', 32: 'unreadable-32' } },
]

const browser = await chromium.launch({
  executablePath: ensureBrowser(CHROMIUM),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
})
try {
  for (const { name, picture, files } of ICONS) {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">\n  ${picture}\n</svg>\n`
    writeFileSync(new URL(`${name}.svg`, FOLDER), svg)
    const source = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
    for (const [size, file] of Object.entries(files)) {
      const page = await browser.newPage({
        viewport: { width: Number(size), height: Number(size) },
      })
      await page.setContent(
        `<style>body { margin: 0 } img { display: block }</style><img src="${source}" width="${size}" height="${size}" alt="">`,
      )
      const png = await page.screenshot({ omitBackground: true })
      writeFileSync(new URL(`${file}.png`, FOLDER), png)
      await page.close()
    }
  }
} finally {
  await browser.close()
}
