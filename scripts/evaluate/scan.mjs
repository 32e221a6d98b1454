import { spawn } from 'node:child_process'
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const LABEL_FIELDS = new Set(['label', 'campaign', 'kind', 'why', 'lang', 'incident', 'stage'])
const FLAGGED = new Set(['medium', 'high', 'critical'])

export const isFlagged = ({ level }) => FLAGGED.has(level)

/** Calls the command line as anyone would; `cli` is its file, `rules` folders in place of the built-in ones. */
export function makeScanner({ cli, rules }) {
  const base = [cli, 'scan', '--json', ...rules.flatMap((folder) => ['--rules', folder])]
  return {
    /**
     * One row a message. They are streamed in order, so no verdict knows a later message.
     * `without` names rules that are switched off; `signals` asks for the names of all that hold.
     */
    async scanMessages(messages, { without = [], signals = false } = {}) {
      const ordered = [...messages].sort((a, b) => compareTimes(a.sentAt, b.sentAt))
      const input = ordered.map((message) => `${JSON.stringify(stripLabels(message))}\n`).join('')
      const options = [
        ...without.flatMap((name) => ['--without', name]),
        ...(signals ? ['--signals'] : []),
      ]
      const verdicts = parseLines(await run([...base, ...options, '-'], input))
      if (verdicts.length !== messages.length) {
        throw new Error(`${messages.length} messages gave ${verdicts.length} verdicts`)
      }
      return ordered.map((message, index) => ({ message, verdict: verdicts[index] }))
    },
    /** Raw mails of folders named "ham", read by the command line itself. */
    async scanHam(folder) {
      const mails = mkdtempSync(join(tmpdir(), 'lurewatch-ham-'))
      try {
        copyHam(folder, mails)
        const verdicts = parseLines(await run([...base, mails], ''))
        return verdicts.map((verdict) => ({ message: { kind: 'ham', text: verdict.id }, verdict }))
      } finally {
        rmSync(mails, { recursive: true })
      }
    },
  }
}

function compareTimes(a, b) {
  if (a === undefined || b === undefined || a === b) return 0
  return a < b ? -1 : 1
}

function stripLabels(message) {
  return Object.fromEntries(Object.entries(message).filter(([key]) => !LABEL_FIELDS.has(key)))
}

function copyHam(folder, target) {
  const mails = readdirSync(folder, { recursive: true }).filter((name) =>
    /ham[^/\\]*[/\\][^/\\]+\.(txt|eml)$/.test(name),
  )
  for (const name of mails) {
    const flat = name.replaceAll(/[/\\]/g, '-').replace(/\.txt$/, '.eml')
    copyFileSync(join(folder, name), join(target, flat))
  }
}

function parseLines(output) {
  return output.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))
}

function run(command, input) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, command, { stdio: ['pipe', 'pipe', 'inherit'] })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (part) => (output += part))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 1) reject(new Error(`${command.join(' ')} was refused`))
      else resolve(output)
    })
    child.stdin.end(input)
  })
}
