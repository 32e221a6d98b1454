import { prepareEngine, type CompiledEngine } from '../engine/judge.ts'
import type { RuleSetData } from '../engine/rule-set.ts'
import type { Level } from '../engine/verdict.ts'
import { compilePack } from '../packs/compile.ts'
import { UsageError, type Command } from './arguments.ts'
import type { InputItem } from './input.ts'
import { Court, type ReadMessage } from './judge-messages.ts'
import { printMessage, printSummary, printTable, type Judged } from './print-table.ts'
import { readInput } from './read-input.ts'
import { readJsonl } from './read-jsonl.ts'
import { readRuleFolder } from './read-rules.ts'
import type { Terminal } from './terminal.ts'
import { toJsonLine } from './json-line.ts'

export interface BuiltIn {
  readonly ruleSetData: RuleSetData
}

type ScanCommand = Extract<Command, { name: 'scan' }>

/** Judges messages; returns the exit status. */
export async function scan(
  command: ScanCommand,
  terminal: Terminal,
  builtIn: BuiltIn,
): Promise<number> {
  const started = performance.now()
  const rules = loadRules(command.rules, builtIn)
  const disabled = findRules(rules.data, command.without)
  const { engine, faults } = prepareEngine(rules.data, { disabled })
  const loadMs = performance.now() - started
  for (const fault of rules.faults) terminal.writeError(`${fault}\n`)
  // The compiler named these with file and line already; without files, by rule.
  if (command.rules.length === 0) {
    for (const { rule, reason } of faults) terminal.writeError(`${rule}: ${reason}\n`)
  }
  const session = new Session(command, terminal, engine)
  await session.readAll()
  if (!command.json) terminal.writeOut(printSummary(session.levels))
  if (command.timing) {
    const { signals, stories, exceptions } = rules.data
    const timing = {
      messages: session.levels.length,
      rules: signals.length + stories.length + exceptions.length,
      load_ms: roundMs(loadMs),
      scan_ms: roundMs(session.cpuMs),
    }
    terminal.writeError(`${JSON.stringify(timing)}\n`)
  }
  return session.isComplete && rules.faults.length === 0 ? 0 : 2
}

/** One run over all inputs, with one memory. */
class Session {
  readonly levels: Level[] = []
  isComplete = true
  readonly #command: ScanCommand
  readonly #terminal: Terminal
  readonly #court: Court

  constructor(command: ScanCommand, terminal: Terminal, engine: CompiledEngine) {
    this.#command = command
    this.#terminal = terminal
    this.#court = new Court(engine, { withSignals: command.signals })
  }

  get cpuMs(): number {
    return this.#court.cpuMs
  }

  /** Files are read whole before any is judged; standard input is judged as it comes. */
  async readAll(): Promise<void> {
    let batch: ReadMessage[] = []
    for (const path of this.#command.paths) {
      if (path !== '-') {
        for await (const item of readInput(path)) this.#collect(item, batch)
        continue
      }
      this.#judgeBatch(batch)
      batch = []
      await this.#judgeStream()
    }
    this.#judgeBatch(batch)
  }

  #collect(item: InputItem, batch: ReadMessage[]): void {
    if ('message' in item) batch.push(item)
    else this.#report(item.fault)
  }

  #judgeBatch(batch: readonly ReadMessage[]): void {
    const verdicts = this.#court.judgeAll(batch)
    const judged = batch.flatMap(({ message }, index): Judged[] => {
      const verdict = verdicts[index]
      return verdict === undefined ? [] : [{ message, verdict }]
    })
    this.levels.push(...judged.map(({ verdict }) => verdict.level))
    if (this.#command.json) {
      for (const { verdict } of judged) this.#terminal.writeOut(toJsonLine(verdict))
    } else this.#terminal.writeOut(printTable(judged, this.#terminal))
  }

  async #judgeStream(): Promise<void> {
    for await (const item of readJsonl('-', this.#terminal.input)) {
      if ('fault' in item) {
        this.#report(item.fault)
        continue
      }
      const verdict = this.#court.judgeNext(item)
      this.levels.push(verdict.level)
      const judged = { message: item.message, verdict }
      this.#terminal.writeOut(
        this.#command.json ? toJsonLine(verdict) : printMessage(judged, this.#terminal),
      )
    }
  }

  #report(fault: string): void {
    this.isComplete = false
    this.#terminal.writeError(`${fault}\n`)
  }
}

interface LoadedRules {
  readonly data: RuleSetData
  readonly faults: readonly string[]
}

function loadRules(folders: readonly string[], builtIn: BuiltIn): LoadedRules {
  if (folders.length === 0) return { data: builtIn.ruleSetData, faults: [] }
  const read = folders.map(readRuleFolder)
  const { pack, faults } = compilePack(
    read.flatMap(({ files }) => files),
    builtIn.ruleSetData.lists,
  )
  const lost = faults.filter(({ kept }) => kept !== true)
  return {
    data: pack.data,
    faults: [
      ...read.flatMap((folder) => folder.faults),
      ...lost.map(({ path, line, message }) => `${path}:${line}: ${message}`),
    ],
  }
}

/**
 * Ids of the rules that go by these names or ids.
 *
 * @throws UsageError
 */
function findRules({ signals, stories }: RuleSetData, names: readonly string[]): Set<string> {
  const rules = [...signals, ...stories]
  return new Set(
    names.map((name) => {
      const rule = rules.find((other) => other.name === name || other.id === name)
      if (rule === undefined) throw new UsageError(`there is no signal or story "${name}"`)
      return rule.id
    }),
  )
}

function roundMs(ms: number): number {
  return Math.round(ms * 1000) / 1000
}
