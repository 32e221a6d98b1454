// Measures the built rules on labelled messages: node scripts/evaluate.mjs [CORPUS] [--ham DIR]
// [--json FILE] [--rules DIR]… [--errors N]. Every verdict is the one a reader would have had at
// that moment. CORPUS is a folder outside the repository; without it only test/corpus is measured.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { measureIncidents, measureLabelled, rateOf } from './evaluate/measure.mjs'
import { isFlagged, makeScanner } from './evaluate/scan.mjs'

const ROOT = join(import.meta.dirname, '..')
const OWN_CORPUS = join(ROOT, 'test', 'corpus')

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    ham: { type: 'string' },
    json: { type: 'string' },
    rules: { type: 'string', multiple: true, default: [] },
    errors: { type: 'string', default: '10' },
    cli: { type: 'string', default: join(ROOT, 'dist', 'cli', 'lurewatch.js') },
  },
})
const corpus = positionals[0] ?? join(ROOT, '..', 'shared', 'corpus')
const scanner = makeScanner(options)

function readLines(file) {
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.flatMap((line) => (line.trim() === '' ? [] : [JSON.parse(line)]))
}

function withoutAuthentication(message) {
  const { authentication: _, ...rest } = message
  return rest
}

async function measureFile(name, file) {
  const messages = readLines(file)
  const told = measureLabelled(name, await scanner.scanMessages(messages))
  const bare = measureLabelled(
    name,
    await scanner.scanMessages(messages.map(withoutAuthentication)),
  )
  const isWanted = ({ name: rate }) => /warning points|benign messages/.test(rate)
  const stripped = bare.rates
    .filter(isWanted)
    .map((rate) => ({ ...rate, name: `  without authentication: ${rate.name.trim()}` }))
  return { ...told, rates: [...told.rates, ...stripped] }
}

async function measureReal() {
  const labels = readLines(join(corpus, 'lures-real-tuning.labels.jsonl'))
  const lures = await scanner.scanMessages(readLines(join(corpus, 'lures-real-tuning.jsonl')))
  const legit = await scanner.scanMessages(readLines(join(corpus, 'legit-real-tuning.jsonl')))
  const { rates, missed } = measureIncidents(lures, new Map(labels.map((row) => [row.id, row])))
  return {
    rates: [...rates, rateOf('real recruiting texts', legit)],
    missed,
    wrong: legit.filter(({ verdict }) => isFlagged(verdict)),
  }
}

async function measureHam(folder) {
  const rows = await scanner.scanHam(folder)
  const wrong = rows.filter(({ verdict }) => isFlagged(verdict))
  return { rates: [rateOf('SpamAssassin ham', rows)], missed: [], wrong }
}

function printTable(title, rates) {
  process.stdout.write(`\n${title} (flagged / all)\n`)
  for (const { name, hit, of } of rates) {
    const share = of === 0 ? '' : `${((100 * hit) / of).toFixed(1)} %`
    const figure = `${hit}/${of}`
    process.stdout.write(`  ${name.padEnd(66)} ${figure.padStart(9)} ${share.padStart(8)}\n`)
  }
}

function printRows(title, rows) {
  if (rows.length === 0) return
  process.stdout.write(`\n${title} (${rows.length})\n`)
  for (const { message, verdict } of rows.slice(0, Number(options.errors))) {
    const rules = verdict.findings.map(({ name }) => name).join(' ') || '–'
    const text = message.text.replaceAll(/\s+/g, ' ').slice(0, 110)
    const what = message.campaign ?? message.kind ?? 'message'
    process.stdout.write(`  ${what} [${verdict.level}] ${rules} | ${text}\n`)
  }
}

/** The second half of the second author is measured blind: its texts are never printed. */
async function measureOwnCorpus() {
  const files = existsSync(OWN_CORPUS) ? readdirSync(OWN_CORPUS).sort() : []
  const parts = []
  for (const file of files.filter((name) => name.endsWith('.jsonl'))) {
    const name = file.replace('.jsonl', '')
    const part = await measureFile(name, join(OWN_CORPUS, file))
    parts.push(file.endsWith('-b.jsonl') ? { ...part, missed: [], wrong: [] } : part)
  }
  return parts
}

async function main() {
  const parts = await measureOwnCorpus()
  if (existsSync(corpus)) {
    parts.push(await measureFile('tuning', join(corpus, 'tuning.jsonl')), await measureReal())
  } else process.stdout.write(`skipped: no labelled messages at ${corpus}\n`)
  if (options.ham !== undefined) parts.push(await measureHam(options.ham))
  const rates = parts.flatMap((part) => part.rates)
  const groups = parts.flatMap((part) => part.groups ?? [])
  printTable('Rates', rates)
  printTable('Groups', groups)
  const missed = parts.flatMap((part) => part.missed)
  const wrong = parts.flatMap((part) => part.wrong)
  printRows('Lures missed', missed)
  printRows('Honest messages flagged', wrong)
  if (options.json !== undefined) {
    writeFileSync(options.json, `${JSON.stringify({ rates, groups }, null, 2)}\n`)
  }
}

await main()
