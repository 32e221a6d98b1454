// @ts-check
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parse } from 'yaml'
import { ROOT_PATH } from './run.mjs'

/**
 * Prints what is read on which site, as Markdown: runs the fixtures (`test/fixtures`) and counts per
 * field and per kind of difficulty how many pass.
 *
 *   node scripts/site-table.mjs          site × field, site × kind
 *   node scripts/site-table.mjs --full   also every field of every site × kind
 */

const REPORT = join(ROOT_PATH, '.cache/site-table.json')
const FIXTURES = join(ROOT_PATH, 'test/fixtures')
/** Of the two tests of each fixture that are about no single field. */
const WHOLE = ['(nothing else)', '(unread, health)']

/** @typedef {{ site: string, field: string, kinds: string[], isPassed: boolean }} Result */
/** @typedef {{ fullName: string, title: string, status: string, ancestorTitles: string[] }} Assertion */

/** @returns {Map<string, string[]>} fixture's name → what makes its page hard to read */
function readKinds() {
  const files = readdirSync(FIXTURES, { recursive: true }).map(String)
  const names = files.filter((name) => name.endsWith('.yml')).map((name) => name.slice(0, -4))
  return new Map(
    names.map((name) => [name, parse(readFileSync(join(FIXTURES, `${name}.yml`), 'utf8')).kinds]),
  )
}

/** @returns {Assertion[]} */
function runFixtures() {
  mkdirSync(dirname(REPORT), { recursive: true })
  const vitest = join(ROOT_PATH, 'node_modules/vitest/vitest.mjs')
  const reporter = ['--reporter=json', `--outputFile=${REPORT}`]
  spawnSync(process.execPath, [vitest, 'run', 'test/sites/fixtures.test.ts', ...reporter], {
    cwd: ROOT_PATH,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  /** @type {{ testResults: { assertionResults: Assertion[] }[] }} */
  const report = JSON.parse(readFileSync(REPORT, 'utf8'))
  return report.testResults.flatMap((file) => file.assertionResults)
}

/** @param {string} title */
function nameField(title) {
  if (title.startsWith('field ')) return title.slice('field '.length)
  return (title.includes('no field') ? WHOLE[0] : WHOLE[1]) ?? title
}

/** @returns {Result[]} */
function readResults() {
  const kinds = readKinds()
  return runFixtures().map(({ title, status, ancestorTitles }) => {
    const name = (ancestorTitles[0] ?? '').replaceAll("'", '')
    return {
      site: dirname(name),
      field: nameField(title),
      kinds: kinds.get(name) ?? [],
      isPassed: status === 'passed',
    }
  })
}

/** @param {Result[]} results */
function count(results) {
  if (results.length === 0) return '–'
  return `${results.filter(({ isPassed }) => isPassed).length}/${results.length}`
}

/** @template T @param {T[]} items */
const unique = (items) => [...new Set(items)]

/** @param {string[]} head @param {string[][]} rows */
function printTable(head, rows) {
  const lines = [head, head.map(() => '---'), ...rows]
  console.log(`${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`)
}

const results = readResults()
const sites = unique(results.map(({ site }) => site))
/** @param {string} field */
const spread = (field) => new Set(results.filter((r) => r.field === field).map((r) => r.site)).size
const single = unique(results.map(({ field }) => field).filter((field) => !WHOLE.includes(field)))
const fields = [...single.sort((a, b) => spread(b) - spread(a)), ...WHOLE]
const kinds = unique(results.flatMap((result) => result.kinds))

console.log('Passed/fixtures that hold the field; – where no fixture of the site does.\n')
printTable(
  ['site', ...fields],
  sites.map((site) => [
    site,
    ...fields.map((field) => count(results.filter((r) => r.site === site && r.field === field))),
  ]),
)
console.log('Passed/checks in fixtures of that kind; – where no fixture of the site is of it.\n')
printTable(
  ['site', ...kinds],
  sites.map((site) => [
    site,
    ...kinds.map((kind) => count(results.filter((r) => r.site === site && r.kinds.includes(kind)))),
  ]),
)
if (process.argv.includes('--full')) {
  printTable(
    ['site', 'field', ...kinds],
    sites.flatMap((site) =>
      fields.flatMap((field) => {
        const own = results.filter((r) => r.site === site && r.field === field)
        const cells = kinds.map((kind) => count(own.filter((r) => r.kinds.includes(kind))))
        return own.length === 0 ? [] : [[site, field, ...cells]]
      }),
    ),
  )
}
const failed = results.filter(({ isPassed }) => !isPassed).length
console.log(failed === 0 ? `All ${results.length} checks pass.` : `${failed} checks fail.`)
process.exitCode = failed === 0 && results.length > 0 ? 0 : 1
