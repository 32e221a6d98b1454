import type { InboxFilter, InboxPage } from '../platform/inbox-protocol.ts'
import type { CallRequest } from '../platform/protocol.ts'
import type { FlaggedEntry } from '../platform/schema/views.ts'
import type { SiteDefinition } from '../sites/definition.ts'
import type { Context } from './context.ts'
import { listInbox } from './inbox.ts'
import { findLosses } from './losses.ts'

/** A part of the review inbox: what is called safe comes last, else the newest first. */
export async function pageInbox(
  context: Context,
  { withPrivate, filter, offset, limit, wanted }: CallRequest<'inbox/page'>,
): Promise<InboxPage> {
  const all = await listInbox(context, withPrivate === true)
  const matching = sortForReview(all.filter(compileFilter(filter)))
  const lost = await findLosses()
  const { sites } = await context.rules.load()
  const wantedIndex = matching.findIndex(({ key }) => key === wanted)
  return {
    entries: matching.slice(offset, offset + limit),
    offset,
    matching: matching.length,
    total: all.length,
    sites: nameSites(sites, all),
    ...(wantedIndex < 0 ? {} : { wantedIndex }),
    ...(lost === undefined ? {} : { lost }),
  }
}

/** Keys of all that match, in the order of the pages. */
export async function listKeys(
  context: Context,
  { withPrivate, filter }: CallRequest<'inbox/keys'>,
): Promise<string[]> {
  const all = await listInbox(context, withPrivate === true)
  return sortForReview(all.filter(compileFilter(filter))).map(({ key }) => key)
}

function sortForReview(entries: readonly FlaggedEntry[]): FlaggedEntry[] {
  const isSafe = ({ state }: FlaggedEntry): boolean => state === 'safe'
  return [...entries.filter((entry) => !isSafe(entry)), ...entries.filter(isSafe)]
}

function compileFilter(filter: InboxFilter): (entry: FlaggedEntry) => boolean {
  const { search = '', levels, states, sites, since, rule } = filter
  const words = fold(search).split(/\s+/u).filter(Boolean)
  return ({ view, state, flaggedAt, note }) => {
    const isWithin =
      (levels === undefined || levels.includes(view.verdict.level)) &&
      (states === undefined || states.includes(state)) &&
      (sites === undefined || sites.includes(view.site)) &&
      (rule === undefined || view.verdict.findings.some((one) => one.rule === rule)) &&
      (since === undefined || flaggedAt >= since)
    if (!isWithin || words.length === 0) return isWithin
    const { sender, address, subject, excerpt, hosts, attachments } = view
    const parts = [sender, address, subject, excerpt, note ?? '', ...hosts, ...attachments]
    const text = fold(parts.join('\n'))
    return words.every((word) => text.includes(word))
  }
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

function nameSites(
  sites: readonly SiteDefinition[],
  entries: readonly FlaggedEntry[],
): InboxPage['sites'] {
  const ids = [...new Set(entries.map(({ view }) => view.site))].sort()
  return ids.map((id) => ({ id, name: sites.find((site) => site.id === id)?.name ?? id }))
}
