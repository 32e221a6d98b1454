import * as v from 'valibot'
import { loadPolicy } from '../platform/managed.ts'
import { matchesPattern, parsesAsPattern } from '../platform/match-pattern.ts'
import { CallRefused } from '../platform/messages.ts'
import { readStored, writeStored } from '../platform/storage.ts'

const KEY = 'quiet'
const MANAGED = 'quiet sites are managed by your organisation'
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

/** What a policy locks, else what the user chose, else what the policy gives to start with. */
export async function listQuietSites(): Promise<string[]> {
  const { settings, locked = [] } = await loadPolicy()
  const given = settings?.quietSites ?? []
  if (locked.includes('quietSites')) return given
  return (await readStored('local', KEY, schema)) ?? given
}

export async function loadQuietSites(): Promise<QuietSites> {
  return new QuietSites(await listQuietSites())
}

export async function changeQuietSite(id: string, quiet: boolean): Promise<void> {
  const { locked = [] } = await loadPolicy()
  if (locked.includes('quietSites')) throw new CallRefused(MANAGED)
  const others = (await listQuietSites()).filter((other) => other !== id)
  await writeStored('local', KEY, quiet ? [...others, id] : others)
}
