import { loadPolicy } from '../platform/managed.ts'
import { parseWebAddress, patternOf } from '../platform/match-pattern.ts'
import type { TabView } from '../platform/schema/views.ts'
import { probeSelectors } from '../platform/scripting.ts'
import { getTab, type TabFacts } from '../platform/tabs.ts'
import type { Context } from './context.ts'
import { dropDeadFrames } from './drop-dead-frames.ts'
import { findByHost, findForAnyHost } from './find-definitions.ts'
import { findLastRead } from './health-log.ts'
import { loadQuietSites } from './quiet-sites.ts'
import { isSwitchedOff } from './policy.ts'
import { isRead } from './site-access.ts'
import { countRefused, describeHealth, findTrouble, type TabState } from './tab-state.ts'

/** Milliseconds that the popup waits for a page to tell its frames. */
const FRAME_CHECK = 200

type Standing = Pick<
  TabView,
  | 'status'
  | 'switchedOff'
  | 'siteName'
  | 'origin'
  | 'also'
  | 'siteId'
  | 'quiet'
  | 'trouble'
  | 'lastRead'
>

/** What the popup shows of a tab. */
export async function viewTab(context: Context, tabId: number): Promise<TabView> {
  const tab = (await getTab(tabId)) ?? { id: tabId, isPrivate: false }
  await Promise.race([dropDeadFrames(context, tabId), wait(FRAME_CHECK)])
  const state = await context.tabs.get(tabId)
  const url = tab.url ?? state?.frames[0]?.url ?? ''
  const standing =
    (await describeOff(context, url)) ??
    (await describeRead(context, state, url)) ??
    (await describeUnread(context, tab))
  const refused = state === undefined ? 0 : countRefused(state)
  return {
    host: parseWebAddress(url)?.hostname ?? '',
    ...standing,
    messages: state?.messages.map(({ view }) => view) ?? [],
    privateWindow: tab.isPrivate,
    ...(refused === 0 ? {} : { refused }),
  }
}

/** Where the policy wants nothing read; undefined elsewhere. */
async function describeOff({ rules }: Context, url: string): Promise<Standing | undefined> {
  const policy = await loadPolicy()
  const [site] = findByHost((await rules.load()).sites, url)
  if (!isSwitchedOff(policy, site?.id, url)) return undefined
  const named = site === undefined ? {} : { siteName: site.name }
  return { status: 'unknown', switchedOff: true, ...named }
}

/** Where a reader reported from the tab; undefined where none did. */
async function describeRead(
  context: Context,
  state: TabState | undefined,
  url: string,
): Promise<Standing | undefined> {
  if (state === undefined || state.frames.length === 0 || !(await isRead(url))) return undefined
  const site = state.frames.find((frame) => frame.site !== undefined)?.site
  if (site === undefined) return undefined
  const { sites } = await context.rules.load()
  const definition = sites.find(({ id }) => id === site)
  const trouble = findTrouble(state)
  const lastRead = await findLastRead(site, url)
  return {
    status: describeHealth(state),
    ...(definition === undefined ? {} : { siteName: definition.name }),
    siteId: definition?.matches.length === 0 ? (patternOf(url) ?? site) : site,
    ...((await loadQuietSites()).covers(site, url) ? { quiet: true } : {}),
    ...(trouble === undefined ? {} : { trouble }),
    ...(lastRead === undefined ? {} : { lastRead }),
  }
}

/** Where none did: either nothing is known of such a page, or it may not be read yet. */
async function describeUnread(context: Context, { id, url = '' }: TabFacts): Promise<Standing> {
  const origin = patternOf(url)
  if (origin === undefined) return { status: 'unknown' }
  const isProtected = await isRead(url)
  const { sites } = await context.rules.load()
  const [byHost] = findByHost(sites, url)
  if (byHost !== undefined) {
    const siteName = byHost.name
    if (isProtected) return { status: 'empty', siteName }
    const also = byHost.bodyFrames.length === 0 ? [] : byHost.matches.filter((m) => m !== origin)
    return {
      status: 'unprotected',
      siteName,
      origin,
      ...(also.length === 0 ? {} : { also }),
    }
  }
  if (isProtected) return { status: 'unknown' }
  const candidates = findForAnyHost(sites)
  const found = await probeSelectors(
    id,
    candidates.map(({ detect }) => detect),
  )
  const site = candidates[found?.[0] ?? -1]
  return site === undefined
    ? { status: 'unknown' }
    : { status: 'unprotected', siteName: site.name, origin }
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
