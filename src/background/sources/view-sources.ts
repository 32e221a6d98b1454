import { parseMetadata } from '../../packs/tuf/metadata-schema.ts'
import { SOURCE_FAULTS, type RuleCounts, type SourceView } from '../../platform/source-protocol.ts'
import { BUILT_IN, OWN, sourceOfRule } from '../../platform/rule-source.ts'
import type { ActiveRules } from '../active-rules.ts'
import type { BuiltInRules } from '../rule-store.ts'
import type { OwnFile, SourceRecord } from '../source-record.ts'
import { findListedHash } from './source-client.ts'
import type { SourceUpdater } from './source-updater.ts'

const NONE: RuleCounts = { signals: 0, stories: 0, exceptions: 0, lists: 0, sites: 0 }

export interface SourcesToView {
  readonly builtIn: BuiltInRules
  readonly active: ActiveRules
  readonly records: readonly SourceRecord[]
  readonly own: readonly OwnFile[]
  readonly updater: Pick<SourceUpdater, 'findStep' | 'isUpdating'>
  /** Milliseconds since 1970. */
  readonly now: number
}

/** Every source as the settings page shows it. */
export async function viewSources(all: SourcesToView): Promise<SourceView[]> {
  const sorted = [...all.records].sort((a, b) => a.order - b.order)
  const added = sorted.map((record) => viewSource(record, all))
  return [viewBuiltIn(all), ...added, await viewOwn(all)]
}

function viewBuiltIn({ builtIn: { rules, sites }, active }: SourcesToView): SourceView {
  const { signals, stories, exceptions, lists } = rules
  const { organisations, values, fileKinds } = lists
  const hasEntries = (list: object): number => (Object.keys(list).length > 0 ? 1 : 0)
  return {
    ...makeFixed(BUILT_IN, 'Lurewatch', active),
    kind: 'built-in',
    version: rules.version,
    rules: {
      signals: signals.length,
      stories: stories.length,
      exceptions: exceptions.length,
      lists: Object.keys(values).length + hasEntries(organisations) + hasEntries(fileKinds),
      sites: sites.length,
    },
  }
}

async function viewOwn({ active, own }: SourcesToView): Promise<SourceView> {
  const view = makeFixed(OWN, '', active)
  if (own.length === 0) return { ...view, kind: 'own' }
  const { signals, stories, exceptions } = await active.readData()
  const count = (rules: readonly { readonly id: string }[]): number =>
    rules.filter(({ id }) => sourceOfRule(id) === OWN).length
  const below = (folder: string): number =>
    own.filter(({ path, paused }) => paused === undefined && path.startsWith(`${folder}/`)).length
  return {
    ...view,
    kind: 'own',
    rules: {
      signals: count(signals),
      stories: count(stories),
      exceptions: count(exceptions),
      lists: below('lists'),
      sites: below('sites'),
    },
  }
}

/** A source that is always there. */
function makeFixed(id: string, name: string, active: ActiveRules): Omit<SourceView, 'kind'> {
  return {
    id,
    name,
    trust: 'full',
    mayChangeOthers: id === OWN,
    paused: false,
    automatic: false,
    versions: [],
    rules: NONE,
    ruleFaults: listFaults(id, active),
  }
}

function viewSource(record: SourceRecord, { active, updater, now }: SourcesToView): SourceView {
  const { id, name, url, fingerprint, trust, mayChangeOthers, paused, automatic } = record
  const { current, pinned, expires } = record
  const version = record.versions.find(({ hash }) => hash === current)
  const step = updater.findStep(id)
  const fault = findFault(record, updater)
  return {
    kind: 'added',
    ...{ id, name, url, fingerprint, trust, mayChangeOthers, paused, automatic },
    ...pickTimes(record),
    ...(record.managed === undefined ? {} : { managed: record.managed }),
    ...(version === undefined ? {} : describeVersion(version)),
    ...(expires !== undefined && expires <= now ? { isExpired: true as const } : {}),
    ...(fault === undefined ? {} : { fault }),
    ...(step === undefined ? {} : { step }),
    ...(pinned === undefined ? {} : { pinned }),
    ...(pinned !== undefined && offersOther(record) ? { hasNewer: true as const } : {}),
    versions: sortByTime(record.versions).map((one) => ({
      ...describeVersion(one),
      hash: one.hash,
      isCurrent: one.hash === current,
      changes: one.changes,
    })),
    rules: version?.rules ?? NONE,
    ruleFaults: listFaults(id, active),
  }
}

/** Newest first, also after one of them was gone back to. */
function sortByTime(versions: SourceRecord['versions']): SourceRecord['versions'] {
  return [...versions].sort((a, b) => b.installedAt - a.installedAt)
}

function describeVersion({ version, created, installedAt }: SourceRecord['versions'][number]) {
  return { version, created, installedAt }
}

function pickTimes({ expires, lastSuccess, lastTry, nextTry }: SourceRecord) {
  return {
    ...(expires === undefined ? {} : { expires }),
    ...(lastSuccess === undefined ? {} : { lastSuccess }),
    ...(lastTry === undefined ? {} : { lastTry }),
    ...(nextTry === undefined ? {} : { nextTry }),
  }
}

/** A try that neither succeeded nor failed ended with the browser or its worker. */
function findFault(
  { id, fault, lastTry = 0, lastSuccess = 0 }: SourceRecord,
  updater: Pick<SourceUpdater, 'isUpdating'>,
): SourceView['fault'] {
  const known = readFault(fault)
  const isToldOf = lastTry <= Math.max(lastSuccess, known?.at ?? 0)
  if (isToldOf || updater.isUpdating(id)) return known
  return { kind: 'interrupted', detail: 'the browser ended it', at: lastTry }
}

/** Kinds are as old as the version of Lurewatch that noted them. */
function readFault(fault: SourceRecord['fault']): SourceView['fault'] {
  if (fault === undefined) return undefined
  const { kind, detail, at } = fault
  const known = SOURCE_FAULTS.find((one) => one === kind)
  return { kind: known ?? 'failed', detail, at }
}

function listFaults(id: string, { faults }: ActiveRules): string[] {
  return faults
    .filter(({ source }) => source === id)
    .map(({ path, line, message }) => `${path}:${line}: ${message}`)
}

/** Whether what the source offers is another version than the one in use. */
function offersOther({ metadata: { targets }, current }: SourceRecord): boolean {
  if (targets === undefined) return false
  try {
    const listed = findListedHash(parseMetadata('targets', 'targets.json', targets).signed.targets)
    return listed !== undefined && listed !== current
  } catch {
    return false
  }
}
