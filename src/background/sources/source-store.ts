import type { PackFile } from '../../packs/pack-file.ts'
import type { ActiveRules } from '../active-rules.ts'
import type { OwnFile, SourceRecord } from '../source-record.ts'

/** All sources as they are kept, and what a change adds to them. */
export interface RuleState {
  readonly sources: readonly SourceRecord[]
  readonly own: readonly OwnFile[]
  /** Texts of packs that are not kept yet, by SHA-256. */
  readonly newPacks: ReadonlyMap<string, string>
}

/** What updates need of the rule store. */
export interface SourceStore {
  listSources(): Promise<readonly SourceRecord[]>
  /** @throws PackError where it is damaged */
  readPack(hash: string): Promise<PackFile | undefined>
  /**
   * Keeps the next state with the rules compiled from it, or nothing of it. May run `change` again
   * where another change came between; undefined leaves all as it is.
   */
  change(change: (state: RuleState) => RuleState | undefined): Promise<ActiveRules>
}

/** Whether a version that a source names can still be put in use. */
export async function isReadable(hash: string, store: SourceStore): Promise<boolean> {
  try {
    return (await store.readPack(hash)) !== undefined
  } catch {
    return false
  }
}
