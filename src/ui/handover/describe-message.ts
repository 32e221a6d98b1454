import { nameField } from '../name-field.ts'
import type { Translate } from '../services.ts'
import { nameLevel, nameStage } from '../words.ts'
import { formatTime } from '../format-time.ts'
import { splitControls } from '../split-controls.ts'
import { defang, defangAddress, defangHost } from './defang.ts'
import type { HandedFinding, HandedMessage, HandedMoment } from './handed-message.ts'

/** A labelled line of a report; `''` is left out. */
export type Fact = readonly [label: string, value: string]

/** A text of somebody else on one line, with hidden and reordering characters named. */
export function makePlain(text: string): string {
  return splitControls(text.replace(/[\s\p{Cc}]+/gu, ' '))
    .map(({ text: part, code }) => (code === undefined ? part : `[${code}]`))
    .join('')
    .trim()
}

/** What a report says of a message, in the user's language, with addresses that nobody opens by a slip. */
export function listFacts(t: Translate, message: HandedMessage): Fact[] {
  const { sender, address, siteName, subject, excerpt, hosts, attachments, page, id } = message
  const facts: Fact[] = [
    [t('handed_sender'), sender],
    [t('handed_address'), defangAddress(address)],
    [t('handed_site'), siteName],
    [t('handed_sent'), formatTime(t, message.sentAt) ?? ''],
    [t('handed_flagged'), formatTime(t, message.flaggedAt) ?? ''],
    [t('handed_subject'), defang(subject)],
    [t('handed_text'), defang(excerpt)],
    [t('handed_hosts'), hosts.map(defangHost).join(', ')],
    [t('handed_files'), attachments.join(', ')],
    [t('handed_page'), defang(page ?? '')],
    [t('handed_id'), id ?? ''],
    [t('handed_rules'), message.ruleSet ?? ''],
    [t('handed_note'), message.note ?? ''],
  ]
  return facts
    .map(([name, value]): Fact => [name, makePlain(value)])
    .filter(([, value]) => value !== '')
}

export function describeFinding(t: Translate, finding: HandedFinding): string {
  const { level, stage, title, explain, evidence, name, tags } = finding
  const quotes = evidence.map(
    ({ field, text }) => `“${makePlain(defang(text))}” (${nameField(t, field)})`,
  )
  const techniques = tags.filter((tag) => /^attack\.t\d/iu.test(tag))
  return [
    `${title} (${nameLevel(t, level)}, ${nameStage(t, stage)}):`,
    makePlain(defang(explain)),
    ...quotes,
    `[${[name, ...techniques].join(', ')}]`,
  ].join(' ')
}

export function describeMoment(t: Translate, { sentAt, isOwn, signs }: HandedMoment): string {
  const time = formatTime(t, sentAt) ?? t('time_unknown')
  const who = isOwn ? t('conversation_you') : t('conversation_them')
  const seen = signs.map(({ title, stage }) => `${nameStage(t, stage ?? '')}: ${title}`)
  return `${time}, ${who}: ${seen.length === 0 ? t('conversation_no_signs') : seen.join('; ')}`
}
