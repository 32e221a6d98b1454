import { coversPattern, parsesAsPattern, patternOf } from '../platform/match-pattern.ts'
import { CallRefused, sendNotice } from '../platform/messages.ts'
import { loadPolicy } from '../platform/managed.ts'
import { hasOrigin } from '../platform/permissions.ts'
import type { SiteView } from '../platform/schema/views.ts'
import { injectFiles, readerFiles } from '../platform/scripting.ts'
import { listTabs } from '../platform/tabs.ts'
import type { Context } from './context.ts'
import { nameManaged } from './policy.ts'
import { isRead, listReadOrigins } from './site-access.ts'

/** After install or update: scripts of the version before are cut off, so every page gets its own. */
export async function restartReaders(context: Context): Promise<void> {
  await context.access.reconcile()
  await injectReaders(await listReadOrigins())
}

/** At browser start pages load after the scripts are registered; nothing is to be injected. */
export async function resumeReaders(context: Context): Promise<void> {
  await injectReaders(await context.access.reconcile())
}

/** Access was given: pages open there are read at once. */
export async function startReaders(context: Context, origins: readonly string[]): Promise<void> {
  const added = await context.access.allow(origins)
  const read = new Set(await listReadOrigins())
  await injectReaders([...new Set([...added, ...origins.filter((origin) => read.has(origin))])])
}

/** Access was taken: readers that run without it stop, and what they read goes. */
export async function stopReaders(context: Context): Promise<void> {
  await context.access.reconcile()
  await context.queue.run(async () => {
    for (const { tabId, frames } of await context.tabs.list()) {
      const reads = await Promise.all(frames.map(({ url }) => isRead(url)))
      if (reads.some(Boolean)) continue
      void sendNotice(tabId, { notice: 'stop' })
      await context.tabs.drop(tabId)
    }
  })
}

export async function protectSite(context: Context, origin: string): Promise<void> {
  await refuseManaged(context, origin, 'off')
  if (!parsesAsPattern(origin) || !(await hasOrigin(origin))) {
    throw new CallRefused('the browser does not allow this site; ask for its permission first')
  }
  await context.access.protect(origin)
  const read = await listReadOrigins()
  if (!read.some((pattern) => coversPattern(pattern, origin))) {
    throw new CallRefused('the browser does not let the reader run on this site')
  }
  await injectReaders([origin])
}

export async function unprotectSite(context: Context, origin: string): Promise<void> {
  await refuseManaged(context, origin, 'on')
  if (!parsesAsPattern(origin)) throw new CallRefused('not a match pattern for web pages')
  await context.access.unprotect(origin)
  await stopReaders(context)
}

async function refuseManaged(
  { rules }: Context,
  origin: string,
  how: NonNullable<SiteView['managed']>,
): Promise<void> {
  const policy = await loadPolicy()
  const ids = (await rules.load()).sites
    .filter(({ matches }) => matches.some((pattern) => coversPattern(pattern, origin)))
    .map(({ id }) => id)
  const isManaged = ['', ...ids].some((id) => nameManaged(policy, { id, origin }).managed === how)
  if (isManaged) throw new CallRefused('this site is managed by your organisation')
}

/** A reader that runs already knows it and leaves at once, so injecting twice does no harm. */
async function injectReaders(origins: readonly string[]): Promise<void> {
  const tabs = await listTabs(origins.filter(parsesAsPattern))
  const pages = tabs.filter(({ url }) => url !== undefined && patternOf(url) !== undefined)
  await Promise.all(pages.map(({ id }) => injectFiles(id, readerFiles())))
}
