import { useCallback, useEffect, useMemo, useState } from 'preact/hooks'
import { useServices } from '../ui/services.ts'
import { Overtaken, Slices } from './slices.ts'
import {
  prepareTrial,
  tryExamples,
  tryItems,
  type ExampleResult,
  type Trial,
  type TrialItem,
  type TrialResult,
} from './trial.ts'
import {
  NOTHING_PASTED,
  readCleanItems,
  readFlaggedItems,
  readPastedItem,
  type Pasted,
} from './trial-items.ts'
import type { FileCheck } from './use-check.ts'

export interface TrialState {
  readonly pasted: Pasted
  readonly setPasted: (pasted: Pasted) => void
  /** Undefined until it was tried. */
  readonly onPasted: TrialResult | undefined
  readonly onFlagged: TrialResult | undefined
  readonly onClean: TrialResult | undefined
  readonly examples: ExampleResult | undefined
}

/** Tries the file's rules on messages, in slices, after each check; newer work ends older work. */
export function useTrial(path: string, check: FileCheck | undefined): TrialState {
  const { call } = useServices()
  const [pasted, setPasted] = useState(NOTHING_PASTED)
  const trial = useMemo(() => check && makeTrial(path, check), [path, check])
  const flagged = useItems(useCallback(() => readFlaggedItems(call), [call]))
  const clean = useItems(readCleanItems)
  const typed = useItems(useCallback(() => readPastedItem(pasted), [pasted]))
  return {
    pasted,
    setPasted,
    onPasted: useWork(trial, typed, tryItems),
    examples: useWork(trial, trial && path, runOwn),
    onFlagged: useWork(trial, flagged, tryItems),
    onClean: useWork(trial, clean, tryItems),
  }
}

const runOwn = (trial: Trial, _: string, slices: Slices): Promise<ExampleResult> =>
  tryExamples(trial, slices)

function makeTrial(path: string, { pack, rules }: FileCheck): Trial {
  const own = rules.filter((rule) => rule.path === path)
  const titles = new Map(own.map(({ parsed: { rule } }) => [rule.id, rule.title]))
  return prepareTrial(pack, path, titles)
}

function useItems(read: () => Promise<readonly TrialItem[]>): readonly TrialItem[] | undefined {
  const [items, setItems] = useState<readonly TrialItem[]>()
  useEffect(() => {
    let isWanted = true
    const take = (found: readonly TrialItem[]) => {
      if (isWanted) setItems(found)
    }
    read().then(take, () => take([]))
    return () => {
      isWanted = false
    }
  }, [read])
  return items
}

function useWork<I, R>(
  trial: Trial | undefined,
  input: I | undefined,
  work: (trial: Trial, input: I, slices: Slices) => Promise<R>,
): R | undefined {
  const [result, setResult] = useState<R>()
  useEffect(() => {
    if (trial === undefined || input === undefined) return
    let isWanted = true
    work(trial, input, new Slices(() => isWanted)).then(
      (found) => {
        if (isWanted) setResult(() => found)
      },
      (error: unknown) => {
        if (!(error instanceof Overtaken)) throw error
      },
    )
    return () => {
      isWanted = false
    }
  }, [trial, input, work])
  return result
}
