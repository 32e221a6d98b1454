import { patternOf } from '../../platform/match-pattern.ts'
import { hasOrigin } from '../../platform/permissions.ts'
import type { ClientLimits } from './source-client.ts'
import { SourceRefused } from './source-fault.ts'
import type { SourceStore } from './source-store.ts'

/** What updates work with. */
export interface UpdateWorld {
  readonly store: SourceStore
  readonly limits: ClientLimits
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** From 0 to 1. */
  readonly random: () => number
  /** Open pages are to look at sources again. */
  readonly announce: () => Promise<void>
}

/** @throws SourceRefused */
export async function requireAccess(url: string): Promise<void> {
  const origin = patternOf(url)
  if (origin !== undefined && (await hasOrigin(origin))) return
  throw new SourceRefused('permission', `the browser does not allow ${new URL(url).host}`)
}
