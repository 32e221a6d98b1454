import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { RuleSetData } from '../../src/engine/rule-set.ts'
import { run } from '../../src/cli/run.ts'
import type { Terminal } from '../../src/cli/terminal.ts'

/** Writes files into a folder of their own, gone after the test. */
export function makeFolder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'lurewatch-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  return folder
}

export const NO_RULES: RuleSetData = {
  format: 1,
  version: 'none',
  signals: [],
  stories: [],
  exceptions: [],
  lists: { organisations: [], values: {}, fileKinds: {} },
}

export interface Outcome {
  readonly status: number
  readonly out: string
  readonly error: string
}

export interface Options {
  readonly input?: AsyncIterable<Uint8Array>
  readonly rules?: RuleSetData
  readonly rulesFolder?: string
  readonly isColoured?: boolean
  /** Told of every piece of output as it is written. */
  readonly onOut?: (text: string) => void
}

/** Runs the command line in this process. */
export async function runCommand(args: readonly string[], options: Options = {}): Promise<Outcome> {
  let out = ''
  let error = ''
  const terminal: Terminal = {
    writeOut: (text) => {
      out += text
      options.onOut?.(text)
    },
    writeError: (text) => {
      error += text
    },
    input: options.input ?? sendText(''),
    width: 100,
    isColoured: options.isColoured ?? false,
  }
  const status = await run(args, {
    terminal,
    builtIn: { ruleSetData: options.rules ?? NO_RULES },
    rulesFolder: options.rulesFolder ?? '/nowhere',
  })
  return { status, out, error }
}

export async function* sendText(text: string): AsyncGenerator<Uint8Array> {
  await Promise.resolve()
  yield new TextEncoder().encode(text)
}
