export type Command =
  | { readonly name: 'help' }
  | {
      readonly name: 'scan'
      readonly json: boolean
      readonly timing: boolean
      /** Rule folders in place of the built-in rules; empty: built-in. */
      readonly rules: readonly string[]
      readonly paths: readonly string[]
    }
  | { readonly name: 'rules check' | 'rules test'; readonly folder?: string }

/** Thrown for a command line that makes no sense; the message says what to change. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export const USAGE = `Usage:
  lurewatch scan [--json] [--rules DIR]... [--timing] PATH...
      Judges messages. PATH is an .eml, .mbox or .jsonl file (one Message a line),
      a folder (read recursively) or - (JSONL on standard input, judged as it comes).
      --json       one verdict a line, in input order, in place of the table
      --rules DIR  rules from DIR in place of the built-in ones; may be repeated
      --timing     a last line of figures on standard error
  lurewatch rules check [DIR]
      Checks every rule against the schema and the house rules.
  lurewatch rules test [DIR]
      Runs each rule against its own examples.

Exit status: 0 all read, 2 some input could not be read, 1 wrong usage or a failed check.
`

/** @throws UsageError */
export function parseArguments(args: readonly string[]): Command {
  const [command, ...rest] = args
  if (command === '--help' || command === '-h' || command === 'help') return { name: 'help' }
  if (command === 'scan') return parseScan(rest)
  if (command === 'rules') return parseRules(rest)
  throw new UsageError(command === undefined ? 'no command given' : `unknown command "${command}"`)
}

function parseScan(args: readonly string[]): Command {
  const scan = { json: false, timing: false, rules: [] as string[], paths: [] as string[] }
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index] ?? ''
    if (argument === '--') {
      scan.paths.push(...args.slice(index + 1))
      break
    }
    if (argument === '--help' || argument === '-h') return { name: 'help' }
    if (argument === '--json') scan.json = true
    else if (argument === '--timing') scan.timing = true
    else if (argument === '--rules') {
      index += 1
      scan.rules.push(requireFolder(args[index]))
    } else if (argument.startsWith('--rules=')) {
      scan.rules.push(requireFolder(argument.slice('--rules='.length)))
    } else if (argument.startsWith('-') && argument !== '-') {
      throw new UsageError(`unknown option "${argument}"`)
    } else scan.paths.push(argument)
  }
  if (scan.paths.length === 0) throw new UsageError('scan needs at least one PATH')
  return { name: 'scan', ...scan }
}

function requireFolder(value: string | undefined): string {
  if (value === undefined || value === '') throw new UsageError('--rules needs a folder')
  return value
}

function parseRules(args: readonly string[]): Command {
  const [action, folder, ...more] = args
  if (action === '--help' || action === '-h') return { name: 'help' }
  if (action !== 'check' && action !== 'test') {
    throw new UsageError(
      action === undefined ? 'rules needs check or test' : `unknown command "rules ${action}"`,
    )
  }
  if (folder?.startsWith('-') === true) throw new UsageError(`unknown option "${folder}"`)
  if (more.length > 0) throw new UsageError(`rules ${action} takes one folder`)
  return { name: `rules ${action}`, ...(folder === undefined ? {} : { folder }) }
}
