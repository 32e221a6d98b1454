import { COPY_FORMAT, COPY_VERSION, MAX_RECORDS } from '../platform/data-protocol.ts'
import type { FlaggedEntry } from '../platform/schema/views.ts'
import type { Services } from '../ui/services.ts'

/** A file with all own data, and how much of it there is. */
export interface WrittenCopy {
  readonly file: { readonly name: string; readonly type: string; readonly text: string }
  readonly flagged: number
  readonly remembered: number
}

/** Everything that is kept but what private windows left in memory. */
export async function writeCopy({ call, version }: Services, now: Date): Promise<WrittenCopy> {
  const choices = await call('data/choices', {})
  const keys = await call('inbox/keys', { filter: {} })
  const inbox: FlaggedEntry[] = []
  for (let at = 0; at < keys.length; at += MAX_RECORDS) {
    inbox.push(...(await call('inbox/entries', { keys: keys.slice(at, at + MAX_RECORDS) })))
  }
  const memory: unknown[] = []
  for (let after = ''; ;) {
    const found = await call('data/memory', { after })
    memory.push(...found)
    const last = keyOf(found.at(-1))
    if (last === undefined) break
    after = last
  }
  const own = await call('own-rules/list', {})
  const copy = {
    format: COPY_FORMAT,
    version: COPY_VERSION,
    savedAt: now.toISOString(),
    generator: `Lurewatch ${version}`,
    ...choices,
    ownRules: own.map(({ path, text, paused }) => ({ path, text, paused })),
    inbox,
    memory,
  }
  const name = `lurewatch-data-${now.toISOString().slice(0, 10)}.json`
  const file = { name, type: 'application/json', text: `${JSON.stringify(copy)}\n` }
  return { file, flagged: inbox.length, remembered: memory.length }
}

function keyOf(record: unknown): string | undefined {
  if (typeof record !== 'object' || record === null) return undefined
  const key: unknown = Reflect.get(record, 'key')
  return typeof key === 'string' ? key : undefined
}
