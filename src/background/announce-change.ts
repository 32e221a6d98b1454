import { writeStored } from '../platform/storage.ts'

const KEY = 'changed'

/** Tells open pages of the extension, which watch session storage, that records have changed. */
export async function announceChange(now: number): Promise<void> {
  await writeStored('session', KEY, now)
}
