import type { CompiledEngine } from '../engine/judge.ts'
import { prepareEngine } from '../engine/judge.ts'
import type { Message } from '../engine/message.ts'
import { storeRuleSet } from '../engine/sigma/compile.ts'
import type { Evidence } from '../engine/verdict.ts'
import type { CompiledPack } from '../packs/compile.ts'
import type { Example } from '../packs/example.ts'
import { findEvidence } from '../packs/own/find-evidence.ts'
import { runExamples, type ExampleFailure } from '../packs/run-examples.ts'
import type { Slices } from './slices.ts'

/** A conversation on which own rules are tried. */
export interface TrialItem {
  /** Where it comes from; '' for a pasted one. */
  readonly title: string
  readonly example: Example
}

/** An item that rules of the file hit at its last message. */
export interface TrialHit {
  readonly title: string
  readonly message: Message
  /** Titles of the rules. */
  readonly rules: readonly string[]
  readonly evidence: readonly Evidence[]
}

export interface TrialResult {
  readonly tried: number
  readonly hits: readonly TrialHit[]
}

export interface ExampleResult {
  readonly passed: number
  readonly failures: readonly ExampleFailure[]
}

/** Own rules of one file, ready to be tried. */
export interface Trial {
  readonly pack: CompiledPack
  readonly engine: CompiledEngine
  readonly path: string
  /** Titles by id of those rules whose hits count. */
  readonly titles: ReadonlyMap<string, string>
}

export function prepareTrial(
  pack: CompiledPack,
  path: string,
  titles: ReadonlyMap<string, string>,
): Trial {
  const { stored } = storeRuleSet(pack.data)
  const ready = { ...pack, data: { ...pack.data, stored } }
  return { pack: ready, engine: prepareEngine(ready.data).engine, path, titles }
}

/** Tries every item; `slices` ends the work where newer work has overtaken it. */
export async function tryItems(
  { engine, titles }: Trial,
  items: readonly TrialItem[],
  slices: Slices,
): Promise<TrialResult> {
  const hits: TrialHit[] = []
  for (const { title, example } of items) {
    const message = example.at(-1)
    const found = findEvidence(example, engine).filter(({ id }) => titles.has(id))
    if (message !== undefined && found.length > 0) {
      const evidence = found.flatMap((hit) => hit.evidence)
      hits.push({ title, message, rules: found.map(({ id }) => titles.get(id) ?? id), evidence })
    }
    await slices.pause()
  }
  return { tried: items.length, hits }
}

/** Runs the file's own examples. */
export async function tryExamples({ pack, path }: Trial, slices: Slices): Promise<ExampleResult> {
  let passed = 0
  const failures: ExampleFailure[] = []
  for (const examples of pack.examples.filter((one) => one.path === path)) {
    const report = runExamples({ ...pack, examples: [examples] })
    passed += report.examples - report.failures.length
    failures.push(...report.failures)
    await slices.pause()
  }
  return { passed, failures }
}
