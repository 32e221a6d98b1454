import type { Event } from './event.ts'
import type { LocalText, RuleMeta } from './rule-set.ts'
import { findLocale, type Translate } from './translate.ts'
import type { Stage } from './verdict.ts'

const MAX_INSERTED = 80
const ISOLATE = '\u2068'
const END_ISOLATE = '\u2069'

/** Said where a rule has no advice of its own. */
const ADVICE: Record<Stage, string> = {
  approach: 'Look the person up on the employer’s own site before you answer.',
  trust: 'Check the story with the employer through an address that you found yourself.',
  'channel-shift': 'Stay on this site, or call the employer’s switchboard first.',
  delivery:
    'Do not open the file or link; ask the employer through its own site whether it is theirs.',
  execution:
    'Do not run it. If you already did, disconnect the machine and tell your security team.',
  money: 'Do not pay, deposit or forward anything; no employer asks for it.',
  identity: 'Do not lend accounts, documents or your name; report the offer.',
}
const INNOCENT = 'A genuine sender may do the same for a good reason.'

/** The reader's language. */
export interface ReaderLanguage {
  readonly locale: string
  readonly translate: Translate
}

export interface ReaderText {
  readonly explain: string
  readonly innocent: string
  readonly advice: string
  readonly headline: string
}

/** A rule's sentences in the reader's language, with values of the event filled in. */
export function writeReaderText(
  meta: RuleMeta,
  stage: Stage,
  event: Event | undefined,
  { locale, translate }: ReaderLanguage,
): ReaderText {
  const pick = (text: LocalText): string =>
    typeof text === 'string' ? translate(text) : pickLocale(text, locale)
  const fill = (text: LocalText | undefined, otherwise: string): string =>
    (text === undefined ? undefined : fillIn(pick(text), event)) ?? translate(otherwise)
  const explain = fill(meta.explain, meta.description ?? meta.title)
  return {
    explain,
    innocent: fill(meta.innocent, meta.falsepositives?.join('; ') ?? INNOCENT),
    advice: fill(meta.advice, ADVICE[stage]),
    headline: fill(meta.headline, meta.title),
  }
}

/** The text for `de-AT`: that of `de-AT`, else of `de` or a place where it is spoken, else English. */
export function pickLocale(text: LocalText, locale: string): string {
  if (typeof text === 'string') return text
  const names = Object.keys(text)
  const name = findLocale(names, locale) ?? (names.includes('en') ? 'en' : names[0])
  return (name === undefined ? undefined : text[name]) ?? ''
}

/** Undefined where a value is not known: a sentence with a hole in it helps nobody. */
function fillIn(text: string, event: Event | undefined): string | undefined {
  // Every second part is the name of a field.
  const parts = text
    .split(/\{([a-z_.]{1,60})\}/)
    .map((part, index) => (index % 2 === 0 ? part : insertValue(event, part)))
  return parts.includes(undefined) ? undefined : parts.join('')
}

function insertValue(event: Event | undefined, field: string): string | undefined {
  const value = event?.get(field)[0]?.value
  if (value === undefined || value === '') return undefined
  return ISOLATE + shorten(String(value)) + END_ISOLATE
}

/** One line of at most 80 characters, with nothing in it that could turn the sentence around. */
function shorten(value: string): string {
  const line = Array.from(value.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim())
  return line.length <= MAX_INSERTED
    ? line.join('')
    : line.slice(0, MAX_INSERTED - 1).join('') + '…'
}
