import type { Message } from '../engine/message.ts'
import {
  LEVELS,
  compareLevels,
  isFlagged,
  type Finding,
  type Level,
  type Verdict,
} from '../engine/verdict.ts'
import { cleanText, measureWidth } from './clean-text.ts'

export interface Judged {
  readonly message: Message
  readonly verdict: Verdict
}

export interface TableStyle {
  /** Columns of the terminal. */
  readonly width: number
  readonly isColoured: boolean
}

const LEVEL_WIDTH = 10
const COLOURS: Readonly<Record<Level, string>> = {
  none: '\u001B[2m',
  low: '\u001B[36m',
  medium: '\u001B[33m',
  high: '\u001B[31m',
  critical: '\u001B[1;31m',
}
const RESET = '\u001B[0m'

/** The table for a person: flagged messages first, the strongest at the top, then all others. */
export function printTable(judged: readonly Judged[], style: TableStyle): string {
  const sorted = [...judged].sort((a, b) => compareLevels(b.verdict.level, a.verdict.level))
  return sorted.map((item) => printMessage(item, style)).join('')
}

/** One message: a line with level, sender and subject; below it, where flagged, what and why. */
export function printMessage({ message, verdict }: Judged, style: TableStyle): string {
  const level = paint(verdict.level.padEnd(LEVEL_WIDTH), verdict.level, style)
  const room = Math.max(20, style.width - LEVEL_WIDTH - 4)
  const sender = cleanText(describeSender(message), Math.min(40, Math.floor(room / 2)))
  const subject = cleanText(message.subject ?? message.text, room - measureWidth(sender))
  const lines = [`${level}${[sender, subject].filter((part) => part !== '').join('  ')}`]
  if (isFlagged(verdict.level)) lines.push(...printFindings(verdict.findings, room))
  for (const { part, reason } of verdict.unread ?? []) {
    lines.push(`${' '.repeat(LEVEL_WIDTH)}not read: ${cleanText(`${part}: ${reason}`, room)}`)
  }
  return `${lines.join('\n')}\n${isFlagged(verdict.level) ? '\n' : ''}`
}

function printFindings(findings: readonly Finding[], room: number): string[] {
  const indent = ' '.repeat(LEVEL_WIDTH)
  const [first] = findings
  if (first === undefined) return []
  const headline = cleanText(first.headline ?? first.title, room)
  return [
    `${indent}${headline}`,
    ...findings.flatMap((finding) => {
      const reason = `${indent}- ${cleanText(finding.explain, room * 2)} [${finding.name}, ${finding.level}]`
      const seen = finding.evidence.slice(0, 3).map(({ text }) => `"${cleanText(text, 60)}"`)
      return seen.length === 0 ? [reason] : [reason, `${indent}  seen: ${seen.join(', ')}`]
    }),
    `${indent}> ${cleanText(first.advice, room * 2)}`,
  ]
}

/** `12 messages read, 3 flagged (1 critical, 2 high)`. */
export function printSummary(levels: readonly Level[]): string {
  const flagged = levels.filter(isFlagged)
  const counts = [...LEVELS]
    .reverse()
    .map((level) => ({ level, count: flagged.filter((other) => other === level).length }))
    .filter(({ count }) => count > 0)
  const parts = counts.map(({ level, count }) => `${count} ${level}`).join(', ')
  const messages = levels.length === 1 ? '1 message' : `${levels.length} messages`
  return `${messages} read, ${flagged.length} flagged${parts === '' ? '' : ` (${parts})`}\n`
}

function describeSender({ sender, direction }: Message): string {
  const address = sender?.email ?? sender?.profileUrl
  const name = sender?.name ?? (direction === 'outgoing' ? '(own message)' : undefined)
  if (name === undefined) return address ?? '(unknown sender)'
  return address === undefined ? name : `${name} <${address}>`
}

function paint(text: string, level: Level, style: TableStyle): string {
  return style.isColoured ? `${COLOURS[level]}${text}${RESET}` : text
}
