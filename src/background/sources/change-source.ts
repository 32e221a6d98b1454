import { CallRefused } from '../../platform/messages.ts'
import { MAX_VERSIONS, type PackVersion, type SourceRecord } from '../source-record.ts'
import { countRules } from './count-rules.ts'
import type { FetchedPack } from './source-client.ts'
import type { RuleState } from './source-store.ts'

/**
 * The state with one source changed.
 *
 * @throws CallRefused where it has gone meanwhile
 */
export function changeSource(
  state: RuleState,
  id: string,
  change: (record: SourceRecord) => SourceRecord,
): RuleState {
  findSource(state.sources, id)
  const sources = state.sources.map((record) => (record.id === id ? change(record) : record))
  return { ...state, sources }
}

/** @throws CallRefused */
export function findSource(sources: readonly SourceRecord[], id: string): SourceRecord {
  const record = sources.find((source) => source.id === id)
  if (record === undefined) throw new CallRefused('no such source')
  return record
}

/** @throws CallRefused */
export function findVersion({ versions }: SourceRecord, hash: string): PackVersion {
  const version = versions.find((one) => one.hash === hash)
  if (version === undefined) throw new CallRefused('no such version')
  return version
}

/** Puts a version in use; those before it stay at hand, the one in use until now first of all. */
export function useVersion(record: SourceRecord, version: PackVersion): SourceRecord {
  const { hash } = version
  const others = record.versions.filter((one) => one.hash !== hash)
  const last = others.filter((one) => one.hash === record.current)
  const earlier = others.filter((one) => one.hash !== record.current)
  const versions = [version, ...last, ...earlier].slice(0, MAX_VERSIONS)
  return { ...record, versions, current: hash }
}

/** What the publisher calls the version in use. */
export function nameCurrent({ versions, current }: SourceRecord): string {
  return versions.find(({ hash }) => hash === current)?.version ?? ''
}

/** A pack as it is noted with its source. `now`: milliseconds since 1970. */
export function describePack({ file, hash, bytes }: FetchedPack, now: number): PackVersion {
  const { version, created, engine, changes, documents } = file
  const rules = countRules(documents)
  return { hash, version, created, installedAt: now, engine, changes: [...changes], bytes, rules }
}

/** Changes properties; those that are undefined go. */
export function patchRecord(
  record: SourceRecord,
  patch: { readonly [K in keyof SourceRecord]?: SourceRecord[K] | undefined },
): SourceRecord {
  const merged: SourceRecord = Object.assign({ ...record }, patch)
  for (const [key, value] of Object.entries(patch)) {
    if (value === undefined) Reflect.deleteProperty(merged, key)
  }
  return merged
}
