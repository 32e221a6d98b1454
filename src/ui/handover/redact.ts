import type { Finding } from '../../engine/verdict.ts'
import type { Moment } from '../../platform/inbox-protocol.ts'
import type { FlaggedEntry } from '../../platform/schema/views.ts'
import { findHeadline } from '../headline.ts'
import type {
  HandedFinding,
  HandedMessage,
  HandedMoment,
  RedactionChoice,
} from './handed-message.ts'

/** Stands where a name or an address of the user stood. */
export const REDACTED = '[redacted]'
/** Shorter parts of a name are words of their own in some language. */
const MIN_PART = 3

export type Redact = (text: string) => string

/**
 * Replaces names and addresses of the user in any text: whole, their parts as words, and a name's parts
 * joined, as in the name of a file.
 */
export function makeRedact({ hidesOwn, ownWords }: RedactionChoice): Redact {
  const patterns = hidesOwn ? listPatterns(ownWords) : []
  if (patterns.length === 0) return (text) => text
  const found = new RegExp(patterns.join('|'), 'giu')
  return (text) => text.normalize('NFC').replace(found, REDACTED)
}

/** Names and addresses by which the entries' pages call the user. */
export function listOwnWords(entries: readonly FlaggedEntry[]): string[] {
  const words = entries.flatMap(({ view }) => [view.recipient?.name, view.recipient?.email])
  return [...new Set(words.filter((word) => word !== undefined && word.trim() !== ''))].map(String)
}

export interface RedactContext {
  readonly choice: RedactionChoice
  readonly siteName: (site: string) => string
  /** What memory knows of the message's conversation. */
  readonly moments: readonly Moment[]
}

/** An entry as it leaves. */
export function redactEntry(entry: FlaggedEntry, context: RedactContext): HandedMessage {
  const { choice, siteName } = context
  const { view, flaggedAt, note = '', ruleSet, url } = entry
  const redact = makeRedact(choice)
  return {
    site: view.site,
    siteName: siteName(view.site),
    ...(view.channel === undefined ? {} : { channel: view.channel }),
    sender: redact(view.sender),
    address: redact(view.address),
    subject: redact(view.subject),
    excerpt: choice.withExcerpt ? redact(view.excerpt) : '',
    hosts: view.hosts.map(redact),
    attachments: view.attachments.map(redact),
    ...(view.sentAt === undefined ? {} : { sentAt: view.sentAt }),
    flaggedAt: new Date(flaggedAt).toISOString(),
    state: entry.state,
    level: view.verdict.level,
    headline: redact(findHeadline(view.verdict) ?? ''),
    findings: view.verdict.findings.map((finding) => redactFinding(finding, redact, choice)),
    ...(ruleSet === undefined ? {} : { ruleSet }),
    ...(choice.withPage ? { page: redact(url), id: redact(view.verdict.id) } : {}),
    ...(choice.withNote && note !== '' ? { note: redact(note) } : {}),
    moments: redactMoments(context.moments, choice),
  }
}

/** What a rule quotes of the text leaves with the text, or not at all. */
function redactFinding(
  { rule, name, title, level, stage, explain, evidence, tags = [] }: Finding,
  redact: Redact,
  { withExcerpt }: RedactionChoice,
): HandedFinding {
  const isText = (field: string): boolean => ['text', 'quoted', 'hidden'].includes(field)
  const quoted = evidence.filter(({ field }) => withExcerpt || !isText(field))
  return {
    rule,
    name,
    title,
    level,
    stage,
    explain: redact(explain),
    evidence: quoted.map(({ field, text }) => ({ field, text: redact(text) })),
    tags: [...tags],
  }
}

function redactMoments(
  moments: readonly Moment[],
  { withOwnMessages }: RedactionChoice,
): HandedMoment[] {
  return moments
    .filter(({ outgoing }) => withOwnMessages || !outgoing)
    .map(({ sentAt, outgoing, signs }) => ({
      ...(sentAt === undefined ? {} : { sentAt: new Date(sentAt).toISOString() }),
      isOwn: outgoing,
      signs: signs.map(({ title, stage }) => ({ title, stage })),
    }))
}

function listPatterns(ownWords: readonly string[]): string[] {
  // A mark or a single letter would be found everywhere.
  const words = ownWords
    .map((word) => word.normalize('NFC').trim())
    .filter((word) => /[\p{L}\p{N}].*[\p{L}\p{N}]/u.test(word))
  const joined: string[] = []
  const parts: string[] = []
  for (const word of words) {
    const isAddress = word.includes('@')
    const found = isAddress
      ? [word.slice(0, word.indexOf('@'))]
      : word.split(/[^\p{L}\p{N}\p{M}]+/u).filter(Boolean)
    if (found.length > 1) joined.push(found.join(''))
    parts.push(...found.filter((part) => part.length >= MIN_PART))
  }
  // What holds others comes first, so that a whole name is replaced once.
  return [
    ...sortByLength(words).map(escapePattern),
    ...sortByLength(joined).map(escapePattern),
    ...sortByLength(parts).map(asWord),
  ]
}

function sortByLength(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort((a, b) => b.length - a.length)
}

function asWord(text: string): string {
  return `(?<![\\p{L}\\p{N}])${escapePattern(text)}(?![\\p{L}\\p{N}])`
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&')
}
