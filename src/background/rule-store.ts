import type { ReaderTexts, RuleSetData } from '../engine/rule-set.ts'
import { openRuleSet } from '../engine/sigma/open-rule-set.ts'
import { parsePackFile, type PackFile } from '../packs/pack-file.ts'
import type { SiteDefinition } from '../sites/definition.ts'
import type { ActiveRules, RuleSource } from './active-rules.ts'
import { compileSources, nameIngredients, nameProgram, type Workshop } from './compile-sources.ts'
import { makeActive, makeFloor, parseRules } from './make-active.ts'
import { Queue } from './queue.ts'
import { RuleDatabase, type CompiledRules, type WokenRules } from './rule-database.ts'
import { runInSlices } from './run-in-slices.ts'
import type { OwnFile, SourceRecord } from './source-record.ts'

/** What ships with the program. */
export interface BuiltInRules {
  readonly rules: RuleSetData
  readonly sites: readonly SiteDefinition[]
  readonly loadTexts: () => ReaderTexts | undefined
}

/** What a change of the sources starts from and ends with. */
export interface RuleState {
  readonly sources: readonly SourceRecord[]
  readonly own: readonly OwnFile[]
  /** Texts of packs that are new, by the SHA-256 that `versions` of a source name. */
  readonly newPacks: ReadonlyMap<string, string>
}

/** Another change came first, time after time. */
class BusyError extends Error {
  override readonly name = 'BusyError'
}

const MAX_ROUNDS = 5

/** All sources of rules, and the rules in use that are compiled from them. */
export class RuleStore implements RuleSource {
  readonly #builtIn: BuiltInRules
  readonly #program: string
  readonly #database = new RuleDatabase()
  readonly #queue = new Queue()
  readonly #onSwitch: () => void
  readonly #run: Workshop['run']
  /** The built-in rules alone. */
  readonly #floor: ActiveRules
  #active: Promise<ActiveRules> | undefined

  /** `onSwitch` is told when other rules have come into use. */
  constructor(
    builtIn: BuiltInRules,
    onSwitch: () => void = () => undefined,
    run: Workshop['run'] = runInSlices,
  ) {
    this.#run = run
    this.#builtIn = builtIn
    this.#program = nameProgram(builtIn)
    this.#floor = makeFloor(builtIn)
    this.#onSwitch = onSwitch
  }

  /**
   * The rules in use. Never rejects: where what is kept can't be read or made anew, the built-in rules
   * judge.
   */
  load(): Promise<ActiveRules> {
    this.#active ??= this.#wake()
    return this.#active
  }

  /** In their order. */
  async listSources(): Promise<readonly SourceRecord[]> {
    return (await this.#database.readState()).sources
  }

  async listOwnFiles(): Promise<readonly OwnFile[]> {
    return (await this.#database.readState()).own
  }

  /**
   * A version that is kept; undefined where it is not there.
   *
   * @throws PackError where it was damaged since
   */
  async readPack(hash: string): Promise<PackFile | undefined> {
    const text = await this.#database.readPack(hash)
    return text === undefined ? undefined : parsePackFile(text)
  }

  /**
   * Changes sources and own files, and the rules in use with them, in one transaction. `change` sees
   * them as they are and answers what they are to be; undefined leaves all as it is. It may be asked
   * again where another change came between. Rejects where the disk is full; then nothing has changed.
   */
  change(change: (state: RuleState) => RuleState | undefined): Promise<ActiveRules> {
    return this.#queue.run(() => this.#change(change))
  }

  async #change(change: (state: RuleState) => RuleState | undefined): Promise<ActiveRules> {
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const before = await this.#database.readState()
      const next = change({ ...before, newPacks: new Map() })
      if (next === undefined) return this.load()
      const isSame = nameIngredients(before) === nameIngredients(next)
      const compiled = isSame ? undefined : await this.#compile(next, next.newPacks)
      const { sources, own, newPacks } = next
      const written = { sources, own, newPacks, before }
      const isWritten = await this.#database.write(
        isSame ? written : { ...written, compiled: compiled ?? null },
      )
      if (isWritten) return isSame ? this.load() : this.#switchTo(compiled)
    }
    throw new BusyError('the sources of rules were changed by something else at the same time')
  }

  #compile(
    state: Pick<RuleState, 'sources' | 'own'>,
    newPacks: ReadonlyMap<string, string> = new Map(),
  ): Promise<CompiledRules | undefined> {
    const findPack = async (hash: string): Promise<string | undefined> =>
      newPacks.get(hash) ?? (await this.#database.readPack(hash))
    return compileSources(this.#builtIn, state, { findPack, run: this.#run })
  }

  #switchTo(compiled: CompiledRules | undefined): ActiveRules {
    const active = this.#make(compiled)
    this.#active = Promise.resolve(active)
    this.#onSwitch()
    return active
  }

  #make(compiled: WokenRules | undefined): ActiveRules {
    if (compiled === undefined) return this.#floor
    return makeActive(this.#builtIn, compiled, () => this.#readData(compiled.version))
  }

  /** What is damaged, or of other rules by now, is made anew from the sources. */
  async #readData(version: string): Promise<RuleSetData> {
    const text = await this.#database.readData(version)
    const kept = text === undefined ? undefined : parseRules(text)
    if (kept !== undefined) return kept
    const compiled = await this.#compile(await this.#database.readState())
    const made = compiled === undefined ? undefined : parseRules(compiled.data)
    return made ?? this.#builtIn.rules
  }

  /** Batches wait for this: by the built-in rules alone, what others flagged would be forgotten. */
  async #wake(): Promise<ActiveRules> {
    try {
      const woken = await this.#database.readActive()
      if (woken?.program === this.#program && isSound(woken)) return this.#make(woken)
      return await this.#restore()
    } catch {
      // The next one who asks tries again.
      this.#active = undefined
      return this.#floor
    }
  }

  /** After an update of the program, or damage: compiles again what the sources say. */
  async #restore(): Promise<ActiveRules> {
    const before = await this.#database.readState()
    const compiled = await this.#compile(before)
    if (compiled === undefined) return this.#floor
    const { sources, own } = before
    // On a full disk the rules judge all the same, and are compiled again when the worker wakes.
    await this.#database
      .write({ sources, own, newPacks: new Map(), before, compiled })
      .catch(() => false)
    return this.#make(compiled)
  }
}

function isSound({ engine, version }: { engine: Uint8Array; version: string }): boolean {
  return openRuleSet(engine, version) !== undefined
}
