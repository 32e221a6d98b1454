// Measures the built rules on labelled messages: node scripts/evaluate.mjs [CORPUS] [--ham DIR]
// [--json FILE] [--rules DIR] [--errors N]. Every verdict is the one a reader would have had at that
// moment: messages are streamed in order, so no later message is ever known.
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { parseArgs } from 'node:util'

const CLI = join(import.meta.dirname, '..', 'dist', 'cli', 'lurewatch.js')
const FLAGGED = new Set(['medium', 'high', 'critical'])
const LABEL_FIELDS = ['label', 'campaign', 'kind', 'why']
const REAL_STAGES = new Set(['channel shift', 'delivery', 'execution'])

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    ham: { type: 'string' },
    json: { type: 'string' },
    rules: { type: 'string', multiple: true, default: [] },
    errors: { type: 'string', default: '10' },
    cli: { type: 'string', default: CLI },
  },
})
const corpus = positionals[0] ?? join(import.meta.dirname, '..', '..', 'shared', 'corpus')
const ERRORS = Number(options.errors)

function readLines(name) {
  const text = readFileSync(join(corpus, name), 'utf8')
  return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [JSON.parse(line)]))
}

function stripLabels(message) {
  return Object.fromEntries(Object.entries(message).filter(([key]) => !LABEL_FIELDS.includes(key)))
}

/** Runs the command line; gives its standard output, whatever part of the input it refused. */
function runScan(args, input) {
  const rules = options.rules.flatMap((folder) => ['--rules', folder])
  const command = [options.cli, 'scan', '--json', ...rules, ...args]
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, command, { stdio: ['pipe', 'pipe', 'inherit'] })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (part) => (output += part))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 1) reject(new Error(`${command.join(' ')} was refused`))
      else resolve(output)
    })
    child.stdin.end(input ?? '')
  })
}

/** One verdict a message, in the order given. */
async function scanMessages(messages) {
  const input = messages.map((message) => `${JSON.stringify(stripLabels(message))}\n`).join('')
  const verdicts = parseVerdicts(await runScan(['-'], input))
  if (verdicts.length !== messages.length) {
    throw new Error(`${messages.length} messages gave ${verdicts.length} verdicts`)
  }
  return verdicts
}

function parseVerdicts(output) {
  return output.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))
}

const isFlagged = (verdict) => FLAGGED.has(verdict.level)

function groupBy(items, key) {
  const groups = new Map()
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return groups
}

/** Half of the conversations by a hash of their name, so that both halves stay the same over time. */
function halfOf(name) {
  return createHash('sha256').update(name).digest()[0] % 2 === 0 ? 'A' : 'B'
}

function describe({ message, verdict }) {
  const rules = verdict.findings.map(({ name }) => name).join(' ')
  const text = message.text.replaceAll(/\s+/g, ' ').slice(0, 110)
  return `${message.campaign ?? message.kind ?? 'lure'} [${verdict.level}] ${rules || '–'} | ${text}`
}

function rate(name, rows, isGood = isFlagged) {
  const hit = rows.filter(({ verdict }) => isGood(verdict)).length
  return { name, hit, of: rows.length }
}

function measureConversations(threads) {
  let flagged = 0
  let early = 0
  let withContext = 0
  for (const rows of threads) {
    const firstLure = rows.findIndex(({ message }) => message.label === 'lure')
    if (rows.some(({ message, verdict }) => message.label === 'lure' && isFlagged(verdict)))
      flagged++
    const before = rows
      .slice(0, firstLure)
      .filter(({ message }) => message.direction !== 'outgoing')
    if (before.length > 0) withContext++
    if (before.some(({ verdict }) => isFlagged(verdict))) early++
  }
  return [
    { name: 'lure conversations flagged', hit: flagged, of: threads.length },
    { name: 'flagged before the first lure message', hit: early, of: withContext },
  ]
}

function measureTuning(messages, verdicts, suffix = '') {
  const rows = messages.map((message, index) => ({ message, verdict: verdicts[index] }))
  const byLabel = groupBy(rows, ({ message }) => message.label)
  const lures = byLabel.get('lure') ?? []
  const benign = byLabel.get('benign') ?? []
  const threads = [...groupBy(rows, ({ message }) => message.threadId).values()]
  const lureThreads = threads.filter((rows) => rows.some(({ message }) => message.label === 'lure'))
  const halves = ['A', 'B'].map((half) =>
    rate(
      `lures, half ${half}`,
      lures.filter(({ message }) => halfOf(message.threadId) === half),
    ),
  )
  return {
    rates: [
      rate(`lures at their warning points${suffix}`, lures),
      ...halves,
      ...measureConversations(lureThreads),
      rate('earlier messages of lure threads flagged', byLabel.get('context') ?? []),
      rate(`benign flagged${suffix}`, benign),
      rate(
        'of these hard',
        benign.filter(({ message }) => message.kind?.startsWith('hard/')),
      ),
    ],
    missed: lures.filter(({ verdict }) => !isFlagged(verdict)),
    wrong: benign.filter(({ verdict }) => isFlagged(verdict)),
    lures,
  }
}

const languageOf = ({ message }) => /\[([a-z]{2})\]$/.exec(message.why ?? '')?.[1] ?? 'en'

function measureGroups(lures, benign) {
  const kinds = [
    ['family', lures, ({ message }) => message.campaign ?? '–'],
    ['language', lures, languageOf],
    ['site', lures, ({ message }) => message.site],
    ['benign kind', benign, ({ message }) => message.kind],
  ]
  return kinds.flatMap(([title, rows, key]) =>
    [...groupBy(rows, key)].sort().map(([name, group]) => rate(`${title} ${name}`, group)),
  )
}

function withoutAuthentication(message) {
  const { authentication: _, ...rest } = message
  return rest
}

async function measureCorpus() {
  const messages = readLines('tuning.jsonl')
  const verdicts = await scanMessages(messages)
  const tuning = measureTuning(messages, verdicts)
  const bare = messages.map(withoutAuthentication)
  const stripped = measureTuning(bare, await scanMessages(bare), ', no authentication')
  const benign = messages.flatMap((message, index) =>
    message.kind?.startsWith('hard/') ? [{ message, verdict: verdicts[index] }] : [],
  )
  const [first, second] = [
    stripped.rates[0],
    stripped.rates.find(({ name }) => /^benign/.test(name)),
  ]
  return {
    rates: [...tuning.rates, first, second],
    groups: measureGroups(tuning.lures, benign),
    missed: tuning.missed,
    wrong: tuning.wrong,
  }
}

async function measureRealLures() {
  const messages = readLines('lures-real-tuning.jsonl')
  const labels = new Map(
    readLines('lures-real-tuning.labels.jsonl').map((label) => [label.id, label]),
  )
  const verdicts = await scanMessages(messages)
  const rows = messages.map((message, index) => ({ message, verdict: verdicts[index] }))
  const incidents = [...groupBy(rows, ({ message }) => labels.get(message.id)?.incident)]
  const isTold = ([, group]) => group.some(({ verdict }) => isFlagged(verdict))
  const late = rows.filter(({ message }) => REAL_STAGES.has(labels.get(message.id)?.stage))
  const half = (side) => incidents.filter(([name]) => halfOf(name) === side)
  return {
    rates: [
      count('real incidents flagged', incidents, isTold),
      ...['A', 'B'].map((side) => count(`real incidents, half ${side}`, half(side), isTold)),
      rate('real messages of channel shift, delivery, execution', late),
      rate('real lure messages', rows),
    ],
    missed: incidents
      .filter((incident) => !isTold(incident))
      .map(([name, [row]]) => ({ ...row, message: { ...row.message, campaign: name } })),
    late: late.filter(({ verdict }) => !isFlagged(verdict)),
  }
}

function count(name, items, isGood) {
  return { name, hit: items.filter(isGood).length, of: items.length }
}

async function measureLegit() {
  const messages = readLines('legit-real-tuning.jsonl')
  const verdicts = await scanMessages(messages)
  const rows = messages.map((message, index) => ({ message, verdict: verdicts[index] }))
  return {
    rates: [rate('real recruiting texts flagged', rows)],
    wrong: rows.filter(({ verdict }) => isFlagged(verdict)),
  }
}

/** Folders of raw mail whose path speaks of ham; each file is one mail and one conversation. */
function findHam(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((path) => /ham[^/\\]*[/\\][^/\\]+$/.test(path) && statSync(path).isFile())
}

async function measureHam(folder) {
  const files = findHam(folder)
  const messages = await readMails(files)
  const verdicts = await scanMessages(messages)
  const rows = messages.map((message, index) => ({ message, verdict: verdicts[index] }))
  return {
    rates: [rate('SpamAssassin ham flagged', rows)],
    wrong: rows.filter(({ verdict }) => isFlagged(verdict)),
  }
}

async function readMails(files) {
  const { default: PostalMime } = await import('postal-mime')
  const mails = []
  for (const file of files) mails.push(toMessage(file, await PostalMime.parse(readFileSync(file))))
  return mails
}

function toMessage(file, mail) {
  const text = mail.text ?? mail.html?.replaceAll(/<[^>]{0,500}>/g, ' ') ?? ''
  return {
    id: file,
    site: 'file',
    channel: 'email',
    threadId: file,
    ...(mail.from?.address ? { sender: { name: mail.from.name, email: mail.from.address } } : {}),
    ...(mail.subject ? { subject: mail.subject } : {}),
    text,
    attachments: mail.attachments.flatMap(({ filename, mimeType }) =>
      filename ? [{ name: filename, mime: mimeType }] : [],
    ),
  }
}

function printTable(title, rates) {
  process.stdout.write(`\n${title}\n`)
  for (const { name, hit, of } of rates) {
    const share = of === 0 ? '' : `${((100 * hit) / of).toFixed(1)} %`
    process.stdout.write(
      `  ${name.padEnd(56)} ${`${hit}/${of}`.padStart(9)} ${share.padStart(8)}\n`,
    )
  }
}

function printRows(title, rows) {
  if (rows.length === 0) return
  process.stdout.write(`\n${title} (${rows.length})\n`)
  for (const row of rows.slice(0, ERRORS)) process.stdout.write(`  ${describe(row)}\n`)
}

async function main() {
  if (!existsSync(corpus)) {
    process.stdout.write(`skipped: no labelled messages at ${corpus}\n`)
    return
  }
  const tuning = await measureCorpus()
  const real = await measureRealLures()
  const legit = await measureLegit()
  const ham = options.ham === undefined ? undefined : await measureHam(options.ham)
  printTable('Tuning messages', tuning.rates)
  printTable('Groups', tuning.groups)
  printTable('Real texts', [...real.rates, ...legit.rates, ...(ham?.rates ?? [])])
  printRows('Lures missed', tuning.missed)
  printRows('Real incidents missed', real.missed)
  printRows('Real late messages missed', real.late)
  printRows('Benign flagged', [...tuning.wrong, ...legit.wrong, ...(ham?.wrong ?? [])])
  if (options.json !== undefined) {
    const report = [...tuning.rates, ...tuning.groups, ...real.rates, ...legit.rates]
    const all = { rates: [...report, ...(ham?.rates ?? [])] }
    writeFileSync(options.json, `${JSON.stringify(all, null, 2)}\n`)
  }
}

await main()
