import { readFileSync } from 'node:fs'
import type { Download, Page } from 'playwright-core'
import * as v from 'valibot'

/** The flagged messages as they lie on disk. */
export function readStore(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const open = indexedDB.open('lurewatch')
    const db = await new Promise<IDBDatabase>((resolve) => {
      open.onsuccess = () => resolve(open.result)
    })
    const all = db.transaction('flagged').objectStore('flagged').getAll()
    const found = await new Promise<{ key: string; state: string; note?: string }[]>((resolve) => {
      all.onsuccess = () => resolve(all.result)
    })
    db.close()
    return JSON.stringify(found.map(({ key, state, note = '' }) => [key, state, note]))
  })
}

/** What `readStore` answered, as key, state and note. */
export function readStates(text: string): [key: string, state: string, note: string][] {
  return v.parse(v.array(v.tuple([v.string(), v.string(), v.string()])), JSON.parse(text))
}

export async function readDownload(download: Download): Promise<string> {
  return readFileSync(await download.path(), 'utf8')
}
