import * as v from 'valibot'
import { readStored, removeStored, writeStored } from '../platform/storage.ts'

const KEY = 'losses'
const schema = v.object({
  /** Entries of the inbox that made room for newer ones. */
  count: v.number(),
  /** Milliseconds since 1970: the last time. */
  at: v.number(),
})
export type Losses = v.InferOutput<typeof schema>

/** Keeps on record that entries went for want of room, until the user has seen it. */
export async function noteLoss(count: number, now: number): Promise<void> {
  const before = (await findLosses())?.count ?? 0
  const losses: Losses = { count: before + count, at: now }
  // Where even this finds no room on disk, it is told as long as the browser runs.
  await writeStored('session', KEY, losses)
  await writeStored('local', KEY, losses).catch(() => undefined)
}

export async function findLosses(): Promise<Losses | undefined> {
  return (await readStored('local', KEY, schema)) ?? (await readStored('session', KEY, schema))
}

export async function forgetLosses(): Promise<void> {
  await removeStored('local', [KEY])
  await removeStored('session', [KEY])
}
