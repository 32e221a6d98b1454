// Measures the built rules on labelled messages: node scripts/evaluate.mjs [CORPUS] [--ham DIR]
// [--json FILE] [--rules DIR]… [--errors N] [--sealed-ids]. Every verdict is the one a reader would
// have had at that moment. CORPUS is a folder outside the repository; without it only test/corpus is
// measured. Of sets that rules must not be tuned on only figures are shown; --sealed-ids names the
// messages, never their texts.
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readOwnCorpora, readSharedCorpora, withoutAuthentication } from './evaluate/corpora.mjs'
import { measureCorpus, rateOf } from './evaluate/measure.mjs'
import { crossValidate } from './evaluate/memorised.mjs'
import { printErrors, printIds, printTable } from './evaluate/print.mjs'
import { isFlagged, makeScanner } from './evaluate/scan.mjs'

const ROOT = join(import.meta.dirname, '..')

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    ham: { type: 'string' },
    json: { type: 'string' },
    rules: { type: 'string', multiple: true, default: [] },
    errors: { type: 'string', default: '10' },
    'sealed-ids': { type: 'boolean', default: false },
    cli: { type: 'string', default: join(ROOT, 'dist', 'cli', 'lurewatch.js') },
  },
})
const shared = positionals[0] ?? join(ROOT, '..', 'shared', 'corpus')
const scanner = makeScanner(options)

async function measure(corpus) {
  const rows = await scanner.scanMessages(corpus.messages)
  const bare = await scanner.scanMessages(corpus.messages.map(withoutAuthentication))
  return { corpus, ...measureCorpus(corpus, rows, bare) }
}

async function measureHam(folder) {
  const rows = await scanner.scanHam(folder)
  const wrong = rows.filter(({ verdict }) => isFlagged(verdict))
  const rates = [{ set: 'SpamAssassin ham', ...rateOf('benign mails, raw', rows) }]
  return { corpus: { isSealed: false }, rates, groups: [], missed: [], wrong }
}

function nameErrors(parts) {
  const idOf = ({ message }) => message.id ?? message.text
  return parts.map(({ corpus, missed, wrong }) => ({
    set: corpus.name ?? 'SpamAssassin ham',
    missed: missed.map(idOf),
    wrong: wrong.map(idOf),
  }))
}

async function main() {
  if (!existsSync(shared)) process.stdout.write(`skipped: no labelled messages at ${shared}\n`)
  const corpora = [...readOwnCorpora(join(ROOT, 'test', 'corpus')), ...readSharedCorpora(shared)]
  const parts = []
  for (const corpus of corpora) parts.push(await measure(corpus))
  if (options.ham !== undefined) parts.push(await measureHam(options.ham))
  const validation = await crossValidate(
    corpora.filter(({ isSealed }) => !isSealed),
    scanner,
  )
  const rates = parts.flatMap((part) => part.rates)
  const groups = parts.flatMap((part) => part.groups)
  const open = parts.filter(({ corpus }) => !corpus.isSealed)
  const sealed = parts.filter(({ corpus }) => corpus.isSealed)
  printTable('Rates (flagged / all)', rates)
  printTable('By family, language, site and difficulty (flagged / all)', groups)
  printTable(
    'Cross-validation of the sets that rules were tuned on (flagged / all)',
    validation.rates,
  )
  const count = Number(options.errors)
  printErrors(
    'Lures missed',
    open.flatMap((part) => part.missed),
    count,
  )
  printErrors(
    'Honest messages flagged',
    open.flatMap((part) => part.wrong),
    count,
  )
  process.stdout.write(
    `\nRules that one conversation supports: ${validation.memorised.join(' ')}\n`,
  )
  if (options['sealed-ids']) printIds(nameErrors(sealed))
  if (options.json !== undefined) {
    const shown = options['sealed-ids'] ? parts : open
    const report = { rates, groups, crossValidation: validation, errors: nameErrors(shown) }
    writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`)
  }
}

await main()
