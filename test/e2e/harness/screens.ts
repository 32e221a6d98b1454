import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { saveScreenshot } from './chromium.ts'

export interface Screen {
  readonly name: string
  readonly media: Parameters<Page['emulateMedia']>[0]
  readonly width: number
  readonly height?: number
}

/** Ways in which people look at a page of the extension. */
export const SCREENS: readonly Screen[] = [
  { name: 'light', media: { colorScheme: 'light' }, width: 1000 },
  { name: 'dark', media: { colorScheme: 'dark' }, width: 1000 },
  { name: 'narrow', media: {}, width: 320 },
  { name: 'forced', media: { forcedColors: 'active' }, width: 640 },
  { name: 'rtl', media: {}, width: 640 },
]
/** A window of 1280 by 1024 pixels at 400 %. */
export const ZOOMED: Screen = { name: 'zoomed', media: {}, width: 320, height: 256 }

/** Lays a page out as a screen has it. */
export async function showOn(
  page: Page,
  { name, media, width, height = 900 }: Screen,
): Promise<void> {
  await page.setViewportSize({ width, height })
  await page.emulateMedia(media)
  if (name === 'rtl') await page.evaluate(() => (document.documentElement.dir = 'rtl'))
}

/** Violations as short lines, so that a failure says what to mend. */
export async function listViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)
}

/** Keeps a picture, and finds neither an accessibility fault nor anything beside the page. */
export async function checkScreen(page: Page, picture: string): Promise<void> {
  await saveScreenshot(page, picture)
  expect(await listViolations(page)).toEqual([])
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(overflow).toBeLessThanOrEqual(0)
}
