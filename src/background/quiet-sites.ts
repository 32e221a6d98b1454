import * as v from 'valibot'
import { matchesPattern, parsesAsPattern } from '../platform/match-pattern.ts'
import { readStored, writeStored } from '../platform/storage.ts'

const KEY = 'quiet'
const schema = v.array(v.string())

/** Sites whose warnings are shown in badge and popup only. */
export class QuietSites {
  constructor(private readonly ids: readonly string[]) {}

  has(id: string): boolean {
    return this.ids.includes(id)
  }

  /** Whether pages at this address, read with this definition, are left alone. */
  covers(site: string | undefined, url: string): boolean {
    return this.ids.some((id) => id === site || (parsesAsPattern(id) && matchesPattern(id, url)))
  }
}

export async function listQuietSites(): Promise<string[]> {
  return (await readStored('local', KEY, schema)) ?? []
}

export async function loadQuietSites(): Promise<QuietSites> {
  return new QuietSites(await listQuietSites())
}

export async function changeQuietSite(id: string, quiet: boolean): Promise<void> {
  const others = (await listQuietSites()).filter((other) => other !== id)
  await writeStored('local', KEY, quiet ? [...others, id] : others)
}
