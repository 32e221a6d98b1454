import * as v from 'valibot'
import { parseWebAddress } from '../platform/match-pattern.ts'
import type { ReadingDetails } from '../platform/page-protocol.ts'
import { siteHealthSchema, type FieldHealth, type SiteHealth } from '../platform/schema/health.ts'
import { readStored, removeStored, writeStored } from '../platform/storage.ts'
import type { SiteDefinition } from '../sites/definition.ts'
import { labelCandidates } from './label-candidates.ts'

const KEY = 'health'
const MAX_ENTRIES = 100
/** Milliseconds that a time on record may lag behind: a busy chat must not write all the time. */
const LAG = 60_000

const entrySchema = v.omit(siteHealthSchema, ['name', 'captured'])
type Entry = v.InferOutput<typeof entrySchema>

/** What one frame told of how reading goes. */
export interface HealthReport {
  readonly site: SiteDefinition
  /** Address of the page. */
  readonly url: string
  /** Of the whole tab. */
  readonly status: SiteHealth['status']
  /** Whether this frame holds messages that could be read. */
  readonly isReading: boolean
  /** Absent where nothing changed. */
  readonly details?: ReadingDetails | undefined
  /** Milliseconds since 1970. */
  readonly now: number
}

/** Keeps what a frame reported, on disk; never to be told of a private window. */
export async function noteHealth(report: HealthReport): Promise<void> {
  const entries = await loadEntries()
  const host = parseWebAddress(report.url)?.host ?? ''
  const isSame = (entry: Entry): boolean => entry.site === report.site.id && entry.host === host
  const before = entries.find(isSame)
  const entry = nextEntry(before, host, report)
  if (before !== undefined && !isWorthWriting(before, entry)) return
  const others = entries.filter((other) => !isSame(other))
  await writeStored('local', KEY, [entry, ...others].slice(0, MAX_ENTRIES))
}

/** Newest first; what belongs to no definition any more is left out. */
export async function listHealth(sites: readonly SiteDefinition[]): Promise<SiteHealth[]> {
  const entries = (await loadEntries()).sort((a, b) => b.seenAt - a.seenAt)
  return entries.flatMap((entry): SiteHealth[] => {
    const site = sites.find(({ id }) => id === entry.site)
    if (site === undefined) return []
    const { name, captured } = site
    return [{ ...entry, name, ...(captured === undefined ? {} : { captured }) }]
  })
}

/** Milliseconds since 1970 when messages of a site were last read on the host of this address. */
export async function findLastRead(site: string, url: string): Promise<number | undefined> {
  const host = parseWebAddress(url)?.host
  const entries = await loadEntries()
  return entries.find((entry) => entry.site === site && entry.host === host)?.lastRead
}

export async function forgetHealth(): Promise<void> {
  await removeStored('local', [KEY])
}

async function loadEntries(): Promise<Entry[]> {
  return (await readStored('local', KEY, v.array(entrySchema))) ?? []
}

function nextEntry(before: Entry | undefined, host: string, report: HealthReport): Entry {
  const { site, status, details, now } = report
  const lastRead = report.isReading ? now : before?.lastRead
  const trouble = status === 'unreadable' ? (details?.trouble ?? before?.trouble) : undefined
  return {
    site: site.id,
    host,
    status,
    seenAt: now,
    ...(lastRead === undefined ? {} : { lastRead }),
    ...(trouble === undefined ? {} : { trouble }),
    fields: details === undefined ? (before?.fields ?? []) : listFields(site, details),
    faults: details?.faults ?? before?.faults ?? [],
  }
}

/** Counts that fit no candidate belong to another version of the definition. */
function listFields(site: SiteDefinition, { fields }: ReadingDetails): FieldHealth[] {
  return Object.entries(fields).flatMap(([field, counts]): FieldHealth[] => {
    const labels = labelCandidates(site, field)
    if (labels.length !== counts.length - 1) return []
    const candidates = labels.map((label, index) => ({ label, count: counts[index] ?? 0 }))
    return [{ field, candidates, missing: counts.at(-1) ?? 0 }]
  })
}

function isWorthWriting(before: Entry, { seenAt, lastRead = 0, ...entry }: Entry): boolean {
  const { seenAt: seenBefore, lastRead: readBefore = 0, ...rest } = before
  const isLate = seenAt - seenBefore > LAG || lastRead - readBefore > LAG
  return isLate || JSON.stringify(rest) !== JSON.stringify(entry)
}
