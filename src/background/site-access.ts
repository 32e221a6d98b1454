import * as v from 'valibot'
import {
  coversPattern,
  isBroadPattern,
  matchesPattern,
  parsesAsPattern,
} from '../platform/match-pattern.ts'
import { loadPolicy } from '../platform/managed.ts'
import { hasOrigin, listGrantedOrigins } from '../platform/permissions.ts'
import {
  listManifestOrigins,
  listRegisteredReaders,
  registerReader,
  unregisterReader,
} from '../platform/scripting.ts'
import { readStored, writeStored } from '../platform/storage.ts'
import { loadClaims } from './host-claims.ts'
import { Queue } from './queue.ts'

const KEY = 'sites'

/** The user's own word on match patterns, beside what the browser allows. */
const choiceSchema = v.object({
  /** Protected by the button, also where only a wider access was given. */
  chosen: v.array(v.string()),
  /** Not to be read, though the browser would allow it. */
  stopped: v.array(v.string()),
})
type Choice = v.InferOutput<typeof choiceSchema>

/** Keeps the registered readers in step with the sites that the user allows. */
export class SiteAccess {
  readonly #queue = new Queue()

  /**
   * Registers and unregisters until both agree; answers the match patterns registered just now.
   * Access to all hosts at once registers none: only what the user asked for is read.
   */
  reconcile(): Promise<readonly string[]> {
    return this.#queue.run(reconcile)
  }

  /** The user's click on one site. */
  protect(origin: string): Promise<readonly string[]> {
    return this.#choose(({ chosen, stopped }) => ({
      chosen: [...new Set([...chosen, origin])],
      stopped: stopped.filter((other) => other !== origin),
    }))
  }

  unprotect(origin: string): Promise<readonly string[]> {
    return this.#choose(({ chosen, stopped }) => ({
      chosen: chosen.filter((other) => other !== origin),
      stopped: [...new Set([...stopped, origin])],
    }))
  }

  /** Access given anew outweighs an older “stop”, unless it was given for a source of rules. */
  async allow(origins: readonly string[]): Promise<readonly string[]> {
    const claims = await loadClaims()
    return this.#choose(({ chosen, stopped }) => ({
      chosen,
      stopped: stopped.filter((origin) => !origins.includes(origin) || claims.has(origin)),
    }))
  }

  #choose(change: (choice: Choice) => Choice): Promise<readonly string[]> {
    return this.#queue.run(async () => {
      await writeStored('local', KEY, change(await loadChoice()))
      return reconcile()
    })
  }
}

/** Match patterns under which a reader runs: the manifest's where still allowed, and registered ones. */
export async function listReadOrigins(): Promise<string[]> {
  const registered = (await listRegisteredReaders()).map(({ origin }) => origin)
  const builtIn: string[] = []
  for (const origin of listManifestOrigins()) if (await hasOrigin(origin)) builtIn.push(origin)
  return [...builtIn, ...registered]
}

/** Whether a reader runs on pages at this address. */
export async function isRead(url: string): Promise<boolean> {
  return (await listReadOrigins()).some((origin) => matchesPattern(origin, url))
}

async function reconcile(): Promise<readonly string[]> {
  const wanted = new Set(await listWanted())
  const known = new Set<string>()
  for (const { origin, isCurrent } of await listRegisteredReaders()) {
    if (wanted.has(origin) && isCurrent) known.add(origin)
    else await unregisterReader(origin)
  }
  const missing = [...wanted].filter((origin) => !known.has(origin))
  const added: string[] = []
  for (const origin of missing) if (await registerReader(origin)) added.push(origin)
  return added
}

async function listWanted(): Promise<string[]> {
  const granted = await listGrantedOrigins()
  const builtIn = listManifestOrigins()
  const { chosen, stopped } = await loadChoice()
  const claims = await loadClaims()
  const { on = [], off = [] } = (await loadPolicy()).sites ?? {}
  const isOff = (origin: string): boolean => off.some((pattern) => coversPattern(pattern, origin))
  const isAllowed = (origin: string): boolean =>
    granted.some((pattern) => coversPattern(pattern, origin))
  const isCovered = (origin: string): boolean =>
    builtIn.some((pattern) => coversPattern(pattern, origin))
  const isNamed = (origin: string): boolean =>
    parsesAsPattern(origin) && !isBroadPattern(origin) && !claims.has(origin)
  const named = granted.filter(isNamed)
  const own = [...named, ...chosen.filter(isAllowed)].filter((origin) => !stopped.includes(origin))
  return [...new Set([...own, ...on.filter(isAllowed)])].filter(
    (origin) => !isCovered(origin) && !isOff(origin),
  )
}

export async function loadChoice(): Promise<Choice> {
  return (await readStored('local', KEY, choiceSchema)) ?? { chosen: [], stopped: [] }
}
