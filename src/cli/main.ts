import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ruleSetData } from 'virtual:rules'
import { run } from './run.ts'
import type { Terminal } from './terminal.ts'

const { stdout, stderr, env, argv } = process

const terminal: Terminal = {
  writeOut: (text) => void stdout.write(text),
  writeError: (text) => void stderr.write(text),
  /** Asked for only where it is read: it may be closed. */
  get input() {
    return process.stdin
  },
  width: stdout.isTTY ? stdout.columns : 100,
  isColoured: stdout.isTTY && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb',
}

/** A reader that goes away (`| head`) is no fault of ours. */
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode)
  throw error
})

/** As a person would type it, where the folder lies below the current one. */
function shortenPath(path: string): string {
  const short = relative(process.cwd(), path)
  return short === '' || short.startsWith('..') ? path : short
}

process.exitCode = await run(argv.slice(2), {
  terminal,
  builtIn: { ruleSetData },
  rulesFolder: shortenPath(fileURLToPath(new URL('../../rules', import.meta.url))),
})
