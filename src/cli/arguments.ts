import { PACK_USAGE, parsePackArguments, type PackCommand } from './pack/pack-arguments.ts'

export type Command =
  | PackCommand
  | { readonly name: 'help' }
  | {
      readonly name: 'scan'
      readonly json: boolean
      readonly timing: boolean
      /** Rule folders in place of the built-in rules; empty: built-in. */
      readonly rules: readonly string[]
      /** Names or ids of rules that are switched off. */
      readonly without: readonly string[]
      /** Adds the names of all signals that a message hits to its verdict. */
      readonly signals: boolean
      readonly paths: readonly string[]
    }
  | {
      readonly name: 'rules check'
      readonly folder?: string
      /** Labelled messages by which signals that change nothing are found. */
      readonly unused: readonly string[]
      /** Adds a table of the languages in which stories have examples. */
      readonly languages: boolean
    }
  | { readonly name: 'rules test'; readonly folder?: string }

/** Thrown for a command line that makes no sense; the message says what to change. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export const USAGE = `Usage:
  lurewatch scan [--json] [--rules DIR]... [--without RULE]... [--signals] [--timing] PATH...
      Judges messages. PATH is an .eml, .msg, .mbox or .jsonl file (one Message a
      line), a folder (read recursively) or - (JSONL on standard input, judged as it comes).
      --json       one verdict a line, in input order, in place of the table
      --rules DIR  rules from DIR in place of the built-in ones; may be repeated
      --without RULE  switches a rule off, by name or id; may be repeated
      --signals    with --json: adds the names of all signals that a message hits
      --timing     a last line of figures on standard error
  lurewatch rules check [DIR] [--unused PATH]... [--languages]
      Checks every rule against the schema and the house rules. With --unused, also for signals
      whose removal changes no other rule's example and no verdict on the messages of PATH.
      --languages adds a table of the languages in which each story has examples that hit.
  lurewatch rules test [DIR]
      Runs each rule against its own examples.
${PACK_USAGE}
Exit status: 0 all read, 2 some input could not be read, 1 wrong usage or a failed check.
`

/** @throws UsageError */
export function parseArguments(args: readonly string[]): Command {
  const [command, ...rest] = args
  if (command === '--help' || command === '-h' || command === 'help') return { name: 'help' }
  if (command === 'scan') return parseScan(rest)
  if (command === 'rules') return parseRules(rest)
  if (command === 'pack') return parsePack(rest)
  throw new UsageError(command === undefined ? 'no command given' : `unknown command "${command}"`)
}

function parsePack(args: readonly string[]): Command {
  if (args.includes('--help') || args.includes('-h')) return { name: 'help' }
  try {
    return parsePackArguments(args)
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function parseScan(args: readonly string[]): Command {
  const flags = { json: false, timing: false, signals: false }
  const lists = { rules: [] as string[], without: [] as string[], paths: [] as string[] }
  for (let index = 0; index < args.length; index += 1) {
    const [argument, attached] = splitOption(args[index] ?? '')
    if (argument === '--') {
      lists.paths.push(...args.slice(index + 1))
      break
    }
    if (argument === '--help' || argument === '-h') return { name: 'help' }
    if (argument === '--rules' || argument === '--without') {
      const value = attached ?? args[(index += 1)]
      const [list, what] =
        argument === '--rules' ? [lists.rules, 'a folder'] : [lists.without, 'a rule']
      if (value === undefined || value === '') throw new UsageError(`${argument} needs ${what}`)
      list.push(value)
    } else if (attached === undefined && argument === '--json') flags.json = true
    else if (attached === undefined && argument === '--timing') flags.timing = true
    else if (attached === undefined && argument === '--signals') flags.signals = true
    else if (argument.startsWith('-') && argument !== '-') {
      throw new UsageError(`unknown option "${args[index] ?? ''}"`)
    } else lists.paths.push(args[index] ?? '')
  }
  if (lists.paths.length === 0) throw new UsageError('scan needs at least one PATH')
  if (flags.signals && !flags.json) throw new UsageError('--signals needs --json')
  return { name: 'scan', ...flags, ...lists }
}

/** `--rules=DIR` → `['--rules', 'DIR']`. */
function splitOption(argument: string): [option: string, value?: string] {
  const sign = argument.startsWith('--') ? argument.indexOf('=') : -1
  return sign < 0 ? [argument] : [argument.slice(0, sign), argument.slice(sign + 1)]
}

function parseRules(args: readonly string[]): Command {
  const [action, ...rest] = args
  if (action === '--help' || action === '-h') return { name: 'help' }
  if (action !== 'check' && action !== 'test') {
    throw new UsageError(
      action === undefined ? 'rules needs check or test' : `unknown command "rules ${action}"`,
    )
  }
  const folders: string[] = []
  const unused: string[] = []
  let languages = false
  for (let index = 0; index < rest.length; index += 1) {
    const [argument, attached] = splitOption(rest[index] ?? '')
    if (action === 'check' && argument === '--unused') {
      const path = attached ?? rest[(index += 1)]
      if (path === undefined || path === '') throw new UsageError('--unused needs a PATH')
      unused.push(path)
    } else if (action === 'check' && argument === '--languages' && attached === undefined) {
      languages = true
    } else if (argument.startsWith('-')) {
      throw new UsageError(`unknown option "${rest[index] ?? ''}"`)
    } else folders.push(argument)
  }
  const [folder, ...more] = folders
  if (more.length > 0) throw new UsageError(`rules ${action} takes one folder`)
  const place = folder === undefined ? {} : { folder }
  return action === 'check'
    ? { name: 'rules check', unused, languages, ...place }
    : { name: 'rules test', ...place }
}
