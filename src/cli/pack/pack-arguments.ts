import { parseArgs } from 'node:util'

/** What `lurewatch pack …` is asked for. */
export type PackCommand =
  | {
      readonly name: 'pack build'
      readonly folder: string
      readonly out: string
      readonly keys?: string
      readonly threshold: number
      readonly title?: string
      readonly version?: string
      readonly days: number
    }
  | { readonly name: 'pack keys'; readonly folder: string; readonly rootKeys: number }
  | {
      readonly name: 'pack rotate'
      readonly out: string
      readonly keys: string
      readonly oldKeys: string
      readonly threshold: number
    }
  | {
      readonly name: 'pack renew'
      readonly out: string
      readonly keys: string
      readonly days: number
    }
  | { readonly name: 'pack serve'; readonly out: string; readonly port: number }

export function isPackCommand(command: { readonly name: string }): command is PackCommand {
  return command.name.startsWith('pack ')
}

export const PACK_USAGE = `  lurewatch pack build DIR --out DIR [--keys DIR] [--threshold N] [--name NAME] [--version V] [--days N]
      Signs the rules of DIR and lays out a rule source that any static host can serve. Keys are
      made beside it where there are none yet. --days: how long it is good for (90).
  lurewatch pack keys DIR [--root-keys N]
      Makes signing keys; with --threshold at the first build, so many root keys must sign.
  lurewatch pack rotate OUT --keys DIR --old-keys DIR [--threshold N]
      Replaces all keys of a source by those of --keys.
  lurewatch pack renew OUT --keys DIR [--days N]
      Signs a source anew before it expires; the rules stay the same.
  lurewatch pack serve OUT [--port N]
      Serves a source on this machine, for trying it.
`

const OPTIONS = {
  out: { type: 'string' },
  keys: { type: 'string' },
  'old-keys': { type: 'string' },
  threshold: { type: 'string' },
  'root-keys': { type: 'string' },
  name: { type: 'string' },
  version: { type: 'string' },
  days: { type: 'string' },
  port: { type: 'string' },
} as const
type Option = keyof typeof OPTIONS
type Values = Partial<Record<Option, string>>

const TAKES: Readonly<Record<string, readonly Option[]>> = {
  build: ['out', 'keys', 'threshold', 'name', 'version', 'days'],
  keys: ['root-keys'],
  rotate: ['keys', 'old-keys', 'threshold'],
  renew: ['keys', 'days'],
  serve: ['port'],
}

/**
 * Reads what follows `lurewatch pack`.
 *
 * @throws Error whose message says what to change
 */
export function parsePackArguments(args: readonly string[]): PackCommand {
  const [action = '', ...rest] = args
  const takes = Object.hasOwn(TAKES, action) ? TAKES[action] : undefined
  if (takes === undefined) {
    throw new Error(
      action === ''
        ? 'pack needs build, keys, rotate, renew or serve'
        : `unknown command "pack ${action}"`,
    )
  }
  const options = Object.fromEntries(takes.map((name) => [name, OPTIONS[name]]))
  const { values, positionals } = parseArgs({ args: rest, options, allowPositionals: true })
  const [folder, ...more] = positionals
  if (folder === undefined || more.length > 0) throw new Error(`pack ${action} takes one folder`)
  return buildCommand(action, folder, values)
}

function buildCommand(action: string, folder: string, values: Values): PackCommand {
  const threshold = readCount('threshold', values, 1, 10)
  const days = readCount('days', values, 90, 3650)
  if (action === 'keys') {
    return { name: 'pack keys', folder, rootKeys: readCount('root-keys', values, 1, 10) }
  }
  if (action === 'serve') {
    return { name: 'pack serve', out: folder, port: readCount('port', values, 8765, 65_535) }
  }
  if (action === 'renew')
    return { name: 'pack renew', out: folder, keys: need('keys', values), days }
  if (action === 'rotate') {
    const oldKeys = need('old-keys', values)
    return { name: 'pack rotate', out: folder, keys: need('keys', values), oldKeys, threshold }
  }
  const { keys, name: title, version } = values
  return {
    name: 'pack build',
    folder,
    out: need('out', values),
    threshold,
    days,
    ...(keys === undefined ? {} : { keys }),
    ...(title === undefined ? {} : { title }),
    ...(version === undefined ? {} : { version }),
  }
}

function need(option: Option, values: Values): string {
  const value = values[option]
  if (value === undefined || value === '') throw new Error(`--${option} is missing`)
  return value
}

function readCount(option: Option, values: Values, fallback: number, max: number): number {
  const text = values[option]
  if (text === undefined) return fallback
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= 1 && value <= max) return value
  throw new Error(`--${option}: "${text}" is no whole number from 1 to ${max}`)
}
