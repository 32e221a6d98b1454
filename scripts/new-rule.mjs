// Makes a signal's file with its examples: npm run new-rule -- STAGE NAME "a text that it must hit"
// The rest is for the author to write; `lurewatch rules check` names what is missing.
import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const STAGES = ['approach', 'trust', 'channel-shift', 'delivery', 'execution', 'money', 'identity']
const [stage, name, example] = process.argv.slice(2)

function fail(message) {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

if (example === undefined) fail('usage: npm run new-rule -- STAGE NAME "a text that it must hit"')
if (!STAGES.includes(stage)) fail(`"${stage}" is no stage; it is one of ${STAGES.join(', ')}`)
if (!/^[a-z][a-z0-9_]{9,65}$/.test(name)) {
  fail(`"${name}" must have 10 to 66 lower-case letters, digits and underscores`)
}
const file = join(import.meta.dirname, '..', 'rules', 'signals', stage, `${name}.yml`)
if (existsSync(file)) fail(`${file} is there already`)

const quote = (text) => `'${text.replaceAll("'", "''")}'`
const title = name.replaceAll('_', ' ')
const lines = [
  `title: ${quote(title[0].toUpperCase() + title.slice(1))}`,
  `id: ${randomUUID()}`,
  `name: ${name}`,
  'status: experimental',
  `description: 'Detects '`,
  'references: []',
  `author: 'Lurewatch contributors'`,
  `date: ${new Date().toISOString().slice(0, 10)}`,
  `tags: ['attack.initial-access']`,
  'logsource: { product: message, category: recruiting }',
  'detection:',
  '    selection:',
  '        words|contains: []',
  '    condition: selection',
  'falsepositives: []',
  'level: low',
  `stage: ${stage}`,
  'languages: [en]',
  `explain: ''`,
  `innocent: ''`,
  `advice: ''`,
  'tests:',
  `    match: [${quote(example)}]`,
  '    near: []',
]
mkdirSync(dirname(file), { recursive: true })
writeFileSync(file, `${lines.join('\n')}\n`)
process.stdout.write(`${file}\n`)
