import { useEffect, useMemo, useState } from 'preact/hooks'
import { checkOwnFiles, type OwnCheck } from '../packs/own/check-own-files.ts'
import type { KnownRules } from '../packs/own/known-rules.ts'
import type { RuleFile } from '../packs/read-pack.ts'

/** Milliseconds without a key before the file is checked. */
const PAUSE_MS = 400

export interface FileCheck extends OwnCheck {
  /** The text that was checked. */
  readonly text: string
}

/** Checks the file whenever the typing pauses, together with the user's other files. */
export function useCheck(
  path: string,
  text: string,
  others: readonly RuleFile[],
  known: KnownRules,
): FileCheck | undefined {
  const [check, setCheck] = useState<FileCheck>()
  const files = useMemo(() => [...others, { path, text }], [others, path, text])
  useEffect(() => {
    const timer = setTimeout(
      () => setCheck({ ...checkOwnFiles(files, known), text }),
      check === undefined ? 0 : PAUSE_MS,
    )
    return () => clearTimeout(timer)
  }, [files, known])
  return check
}
