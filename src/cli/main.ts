import { fileURLToPath } from 'node:url'
import { ruleSetData } from 'virtual:rules'
import { run } from './run.ts'
import type { Terminal } from './terminal.ts'

const { stdout, stderr, stdin, env, argv } = process

const terminal: Terminal = {
  writeOut: (text) => void stdout.write(text),
  writeError: (text) => void stderr.write(text),
  input: stdin,
  width: stdout.isTTY ? stdout.columns : 100,
  isColoured: stdout.isTTY && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb',
}

/** A reader that goes away (`| head`) is no fault of ours. */
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode)
  throw error
})

process.exitCode = await run(argv.slice(2), {
  terminal,
  builtIn: { ruleSetData },
  rulesFolder: fileURLToPath(new URL('../../rules', import.meta.url)),
})
