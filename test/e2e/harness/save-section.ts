import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { OUTPUT } from './paths.ts'

/** Keeps a picture of one part of a page, whole, however long it is. */
export async function saveSection(page: Page, selector: string, name: string): Promise<void> {
  await page.bringToFront()
  await page.locator(selector).screenshot({ path: join(OUTPUT, `${name}.png`) })
}
