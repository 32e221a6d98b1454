import * as v from 'valibot'
import type { MemoryEntry } from '../engine/conversation.ts'
import { MAX_NOTE } from '../platform/inbox-protocol.ts'
import type { Choices } from '../platform/data-protocol.ts'
import { loadPolicy } from '../platform/managed.ts'
import { parsesAsPattern } from '../platform/match-pattern.ts'
import { describeIssue } from '../platform/messages.ts'
import type { CallReply, CallRequest } from '../platform/protocol.ts'
import {
  flaggedEntrySchema,
  knownSenderSchema,
  settingsSchema,
  type FlaggedEntry,
  type Settings,
} from '../platform/schema/views.ts'
import { announceChange } from './announce-change.ts'
import type { Context } from './context.ts'
import { isSameSender, keepSender, listSenders } from './known-senders.ts'
import { changeQuietSite, listQuietSites } from './quiet-sites.ts'
import { memoryEntrySchema } from './record-schema.ts'
import { pruneRecords } from './retention.ts'
import { changeSettings, loadSettings } from './settings-store.ts'
import { listReadOrigins, loadChoice } from './site-access.ts'

/** UTF-16 units of one record: far above what Lurewatch itself writes. */
const MAX_RECORD = 200_000
const MANAGED = 'managed by your organisation'

type TakeReply = CallReply<'data/take'>

export async function readChoices(): Promise<Choices> {
  const quiet = await listQuietSites()
  return {
    settings: await loadSettings(),
    sites: { ...(await loadChoice()), quiet },
    senders: await listSenders('local'),
  }
}

/** Records of a copy; every one is taken or refused by itself, the good ones in one transaction. */
export async function takeRecords(
  context: Context,
  { part, items }: CallRequest<'data/take'>,
): Promise<TakeReply> {
  const faults: TakeReply['faults'] = []
  const parse = <T>(schema: v.GenericSchema<unknown, T>): T[] =>
    items.flatMap((item, index) => {
      const result = parseRecord(schema, item)
      if ('value' in result) return [result.value]
      faults.push({ index, reason: result.reason })
      return []
    })
  return context.queue.run(async () => {
    const taken =
      part === 'inbox'
        ? await takeEntries(context, parse(flaggedEntrySchema))
        : await takeMemory(context, parse(memoryEntrySchema))
    await announceChange(context.now())
    return { ...taken, faults }
  })
}

function parseRecord<T>(
  schema: v.GenericSchema<unknown, T>,
  item: unknown,
): { readonly value: T } | { readonly reason: string } {
  if (JSON.stringify(item).length > MAX_RECORD) return { reason: 'larger than any entry may be' }
  const result = v.safeParse(schema, item)
  return result.success ? { value: result.output } : { reason: describeIssue(result.issues[0]) }
}

async function takeEntries(
  { normal, now }: Context,
  entries: readonly FlaggedEntry[],
): Promise<Omit<TakeReply, 'faults'>> {
  const kept = await normal.records.getFlagged(entries.map(({ key }) => key))
  const known = new Map(kept.map((entry) => [entry.key, entry]))
  const flagged = entries.map((entry) => mergeEntry(known.get(entry.key), entry))
  await normal.records.commit({ entries: [], flagged, unflagged: [] }, now())
  return { added: entries.length - known.size, known: known.size }
}

/** Ours stands; a decision is taken where we have none yet, and notes are put one under the other. */
export function mergeEntry(own: FlaggedEntry | undefined, other: FlaggedEntry): FlaggedEntry {
  if (own === undefined) return withState(cutNote(other, other.note ?? ''), other.state)
  const notes = [own.note, other.note].filter((note) => note !== undefined && note !== '')
  const merged = cutNote(own, [...new Set(notes)].join('\n'))
  return withState(merged, own.state === 'new' ? other.state : own.state)
}

function withState(entry: FlaggedEntry, state: FlaggedEntry['state']): FlaggedEntry {
  return { ...entry, state, view: { ...entry.view, dismissed: state === 'safe' } }
}

function cutNote(entry: FlaggedEntry, note: string): FlaggedEntry {
  const noted: FlaggedEntry = { ...entry, note: note.slice(0, MAX_NOTE) }
  if (note === '') delete noted.note
  return noted
}

async function takeMemory(
  { normal, now }: Context,
  entries: readonly MemoryEntry[],
): Promise<Omit<TakeReply, 'faults'>> {
  const kept = await normal.records.getEntries(entries.map(({ key }) => key))
  const known = new Set(kept.map(({ key }) => key))
  const fresh = entries.filter(({ key }) => !known.has(key))
  await normal.records.commit({ entries: fresh, flagged: [], unflagged: [] }, now())
  return { added: fresh.length, known: known.size }
}

const patterns = v.pipe(v.array(v.pipe(v.string(), v.check(parsesAsPattern, 'a match pattern'))))
const sitesSchema = v.object({
  chosen: patterns,
  stopped: patterns,
  quiet: v.array(v.pipe(v.string(), v.maxLength(200))),
})

/** Settings, sites and senders of a copy: numbers are taken over, lists are joined with ours. */
export async function takeChoices(
  context: Context,
  given: CallRequest<'data/take-choices'>,
): Promise<CallReply<'data/take-choices'>> {
  const faults: string[] = []
  const settings = parsePart('settings', v.partial(settingsSchema), given.settings, faults)
  const sites = parsePart('sites', sitesSchema, given.sites, faults)
  const { locked = [] } = await loadPolicy()
  await context.queue.run(async () => {
    if (settings !== undefined) await takeSettings(settings, locked, faults)
  })
  await context.queue.run(() => takeSenders(given.senders, faults))
  for (const origin of sites?.stopped ?? []) await context.access.unprotect(origin)
  for (const origin of sites?.chosen ?? []) await context.access.protect(origin)
  const quiet = sites?.quiet ?? []
  if (locked.includes('quietSites') && quiet.length > 0) faults.push(`sites.quiet: ${MANAGED}`)
  else for (const id of quiet) await changeQuietSite(id, true)
  await pruneRecords(context)
  const read = await listReadOrigins()
  return { faults, missing: (sites?.chosen ?? []).filter((origin) => !read.includes(origin)) }
}

/** What a policy locks is left as it is, and named. */
async function takeSettings(
  given: { readonly [K in keyof Settings]?: Settings[K] | undefined },
  locked: readonly string[],
  faults: string[],
): Promise<void> {
  const own = await loadSettings()
  const isFree = (name: 'retentionDays' | 'ruleLevels' | 'disabledRules'): boolean => {
    const isLocked = given[name] !== undefined && locked.includes(name)
    if (isLocked) faults.push(`settings.${name}: ${MANAGED}`)
    return given[name] !== undefined && !isLocked
  }
  await changeSettings({
    ...(isFree('retentionDays') ? { retentionDays: given.retentionDays } : {}),
    ...(isFree('ruleLevels') ? { ruleLevels: { ...given.ruleLevels, ...own.ruleLevels } } : {}),
    ...(isFree('disabledRules')
      ? { disabledRules: [...own.disabledRules, ...(given.disabledRules ?? [])] }
      : {}),
  })
}

/** What was decided here on a sender stands. */
async function takeSenders(given: unknown, faults: string[]): Promise<void> {
  const items = parsePart('senders', v.array(v.unknown()), given, faults) ?? []
  const own = await listSenders('local')
  for (const [index, item] of items.entries()) {
    const sender = parsePart(`senders[${index}]`, knownSenderSchema, item, faults)
    if (sender === undefined || own.some((one) => isSameSender(one, sender))) continue
    await keepSender('local', sender)
  }
}

function parsePart<T>(
  name: string,
  schema: v.GenericSchema<unknown, T>,
  value: unknown,
  faults: string[],
): T | undefined {
  if (value === undefined || value === null) return undefined
  const result = v.safeParse(schema, value)
  if (result.success) return result.output
  faults.push(`${name}: ${describeIssue(result.issues[0])}`)
  return undefined
}
