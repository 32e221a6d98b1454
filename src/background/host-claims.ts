import * as v from 'valibot'
import { readStored, writeStored } from '../platform/storage.ts'
import { Queue } from './queue.ts'

const KEY = 'source-hosts'
const claimsSchema = v.record(v.string(), v.number())
const queue = new Queue()

/** Match patterns that were allowed for a source of rules, and when: no reader is to run there. */
export async function loadClaims(): Promise<ReadonlyMap<string, number>> {
  return new Map(Object.entries((await readStored('local', KEY, claimsSchema)) ?? {}))
}

/** `now`: milliseconds since 1970. */
export function saveClaim(origin: string, now: number): Promise<void> {
  return changeClaims((claims) => claims.set(origin, now))
}

export function dropClaim(origin: string): Promise<void> {
  return changeClaims((claims) => claims.delete(origin))
}

function changeClaims(change: (claims: Map<string, number>) => unknown): Promise<void> {
  return queue.run(async () => {
    const claims = new Map(await loadClaims())
    change(claims)
    await writeStored('local', KEY, Object.fromEntries(claims))
  })
}
