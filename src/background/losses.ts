import { lossSchema, type Loss } from '../platform/schema/views.ts'
import { readStored, removeStored, writeStored } from '../platform/storage.ts'

const KEY = 'losses'

/** Keeps on record that entries went for want of room, until the user has seen it. */
export async function noteLoss(count: number, now: number): Promise<void> {
  const before = (await findLosses())?.count ?? 0
  const losses: Loss = { count: before + count, at: now }
  // Where even this finds no room on disk, it is told as long as the browser runs.
  await writeStored('session', KEY, losses).catch(() => undefined)
  await writeStored('local', KEY, losses).catch(() => undefined)
}

export async function findLosses(): Promise<Loss | undefined> {
  return (
    (await readStored('local', KEY, lossSchema)) ?? (await readStored('session', KEY, lossSchema))
  )
}

export async function forgetLosses(): Promise<void> {
  await removeStored('local', [KEY])
  await removeStored('session', [KEY])
}
