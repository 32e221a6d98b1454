import { CallRefused } from '../platform/messages.ts'
import { collectOutlines } from '../platform/scripting.ts'
import { getVersion } from '../platform/tabs.ts'
import type { SiteDefinition } from '../sites/definition.ts'
import type { Context } from './context.ts'
import { findByHost, findForAnyHost } from './find-definitions.ts'
import { listHealth } from './health-log.ts'
import type { FrameState, TabState } from './tab-state.ts'

const MAX_REPORT = 300_000

/**
 * How the pages of a tab are built, to mend a definition by: no text of theirs, no address of a person,
 * no link. The user sees it before anybody else does.
 */
export async function reportTab(context: Context, tabId: number): Promise<string> {
  const outlines = await collectOutlines(tabId, context.outlinePath)
  if (outlines.length === 0) throw new CallRefused('this page may not be read')
  const state = await context.tabs.get(tabId)
  const frames = outlines.map(({ frameId, outline }) => {
    const frame = state?.frames.find((one) => one.frameId === frameId)
    return `${describeFrame(frameId, frame)}\n${outline}`
  })
  const { sites } = await context.rules.load()
  const head = await describeReading(sites, state)
  const report = `${head}\n\n${hideNames(frames.join('\n\n'), sites, state)}\n`
  return report.length > MAX_REPORT ? `${report.slice(0, MAX_REPORT)}\n… cut\n` : report
}

async function describeReading(
  sites: readonly SiteDefinition[],
  state: TabState | undefined,
): Promise<string> {
  const ids = new Set(state?.frames.flatMap(({ site }) => site ?? []))
  const known = (await listHealth(sites)).filter(({ site }) => ids.has(site))
  const lines = known
    .slice(0, 3)
    .flatMap(({ site, captured, fields, faults }) => [
      `site: ${site}, definition of ${captured?.oldest ?? '?'} to ${captured?.newest ?? '?'}`,
      ...faults.map(({ path, reason }) => `  ${path} ${reason}`),
      ...fields.flatMap(({ field, candidates, missing }) => [
        `  ${field}: missing in ${missing}`,
        ...candidates.map(({ label, count }) => `    ${count} by ${label}`),
      ]),
    ])
  return [`Lurewatch ${getVersion()}: structure of a page, without its texts`, ...lines].join('\n')
}

function describeFrame(frameId: number, frame: FrameState | undefined): string {
  const { health = 'not read', trouble, site } = frame ?? {}
  const why = trouble === undefined ? '' : ` (${[trouble.kind, ...trouble.fields].join(' ')})`
  return `frame ${frameId}: ${site ?? 'no site'}, ${health}${health === 'unreadable' ? why : ''}`
}

/** A site may name its elements after people: who wrote on this page is known, and taken out. */
function hideNames(
  report: string,
  sites: readonly SiteDefinition[],
  state: TabState | undefined,
): string {
  const own = JSON.stringify(listDefinitions(sites, state)).toLowerCase()
  const words = new Set(
    (state?.messages ?? [])
      .flatMap(({ view }) => `${view.sender} ${view.address}`.toLowerCase().split(/[^\p{L}\d]+/u))
      .filter((word) => word.length >= 3 && !own.includes(word)),
  )
  return report.replace(/[\p{L}\d]+/gu, (word) => (words.has(word.toLowerCase()) ? 'x' : word))
}

function listDefinitions(
  sites: readonly SiteDefinition[],
  state: TabState | undefined,
): SiteDefinition[] {
  const urls = state?.frames.map(({ url }) => url) ?? []
  const byHost = urls.flatMap((url) => findByHost(sites, url))
  return byHost.length > 0 ? byHost : [...findForAnyHost(sites)]
}
