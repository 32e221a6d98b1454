import { FILE_KINDS } from '../engine/rule-set.ts'
import { STAGES } from '../engine/verdict.ts'

/** A word that may stand in a rule, and what it is for. */
export type Words = Readonly<Record<string, string>>

const TOP: Words = {
  title: 'what the rule sees, in one line',
  id: 'UUID of version 4; never used again for another rule',
  name: 'as other rules call this one: the file name without .yml',
  status: 'experimental, test or stable',
  description: 'one sentence for other authors: Detects …',
  author: 'who wrote it',
  date: 'YYYY-MM-DD',
  modified: 'YYYY-MM-DD',
  references: 'where the trick is described',
  related: 'other rules that belong to it',
  license: 'SPDX name',
  tags: 'ATT&CK, such as attack.t1566.003',
  logsource: 'product: message',
  detection: 'a signal: selections and a condition',
  correlation: 'a story: signals that belong together',
  filter: 'an exception: signals that stay silent, and when',
  falsepositives: 'honest messages that look like it',
  level: 'informational and low: shown beside others; medium and up: warns',
  stage: 'the step of a lure that it belongs to',
  headline: 'first line of a warning',
  explain: 'one sentence for the reader: what was seen',
  innocent: 'the harmless reading',
  advice: 'what to do now',
  languages: 'ISO codes of the languages that it knows',
  alone: 'why nothing honest looks like it, where a signal warns by itself',
  tests: 'match: texts that it must hit; near: near misses',
  values: 'a list: texts that rules name as %list%',
  source: 'of a list: where its entries come from',
  generate: 'whether the signals of a story are told, too',
}

const CORRELATION: Words = {
  type: 'temporal, temporal_ordered, event_count or value_count',
  rules: 'names of signals or stories',
  'group-by': 'thread or sender.key, mostly',
  timespan: 'such as 12h or 30d',
  condition: 'how many: gte: 2',
  aliases: 'names for fields that differ from signal to signal',
  generate: 'whether its signals are told, too',
}

const COUNTS: Words = {
  gt: 'more than',
  gte: 'at least',
  lt: 'fewer than',
  lte: 'at most',
  eq: 'exactly',
  neq: 'any number but',
  field: 'the field whose values are counted',
}

/** Keys by the path that they stand below; a star is any key. */
export const KEYS: readonly (readonly [path: string, words: Words])[] = [
  ['', TOP],
  ['logsource', { product: 'message', category: 'recruiting', service: 'a site' }],
  ['detection', { condition: 'which selections must hold' }],
  ['correlation', CORRELATION],
  ['correlation/condition', COUNTS],
  ['filter', { rules: 'signals that stay silent', condition: 'not selection' }],
  ['tests', { match: 'the rule must hit each of these', near: 'and none of these' }],
  [
    'tests/*',
    {
      text: 'the message',
      subject: 'subject of a mail',
      sender: '{ name, email, profileUrl, headline }',
      authentication: '{ dmarc: pass }',
      links: '[{ href, text }]',
      attachments: '[{ name }]',
      quoted: 'earlier mail that it quotes',
      channel: 'social, email or chat',
      direction: 'incoming or outgoing',
      sentAt: 'ISO 8601',
      threadId: 'the conversation',
    },
  ],
]

const list = (words: readonly string[]): Words =>
  Object.fromEntries(words.map((word) => [word, '']))
const FLAG = list(['true', 'false'])
const KIND = list(FILE_KINDS)
const LOGIC: Words = {
  and: 'both',
  or: 'one or the other',
  not: 'it does not hold',
  '1 of ': 'any of these: 1 of near*',
  'all of ': 'all of these',
  '2 of ': 'at least two of these',
  them: 'all selections but those that begin with _',
}

/** Values by their path; a star is any key, and modifiers are left away. */
export const VALUES: readonly (readonly [path: string, words: Words])[] = [
  ['stage', list(STAGES)],
  [
    'level',
    {
      informational: 'material for stories, never shown',
      low: 'shown beside other signs',
      medium: 'look twice',
      high: 'do not do it',
      critical: 'your computer is about to be taken over',
    },
  ],
  ['status', { experimental: 'low at most', test: 'may warn', stable: 'proven' }],
  ['logsource/product', list(['message'])],
  ['logsource/category', list(['recruiting', 'investment', 'romance', 'delivery'])],
  ['detection/condition', LOGIC],
  ['filter/condition', LOGIC],
  [
    'correlation/type',
    {
      temporal: 'in any order',
      temporal_ordered: 'in the order of rules',
      event_count: 'so many hits',
      value_count: 'so many different values of a field',
    },
  ],
  ['correlation/group-by', { thread: 'one conversation', 'sender.key': 'one sender' }],
  ['correlation/timespan', list(['1d', '7d', '30d', '90d'])],
  ['*/*/channel', list(['social', 'email', 'chat'])],
  ['*/*/direction', list(['incoming', 'outgoing'])],
  ['*/*/authentication.dmarc', list(['pass', 'fail', 'none'])],
  ['*/*/attachment.kind', KIND],
  ['*/*/attachment.content_kind', KIND],
  ['*/*/attachment.mentioned_kind', KIND],
  ['*/*/link.download_kind', KIND],
  ['*/*/sender.freemail', FLAG],
  ['*/*/sender.official', FLAG],
  ['*/*/thread.first_contact', FLAG],
  ['*/*/thread.replied', FLAG],
]

export const MODIFIER_WORDS: Words = {
  contains: 'anywhere in the value',
  startswith: 'at its beginning',
  endswith: 'at its end',
  all: 'every value of the list, not just one',
  cased: 'upper and lower case matter',
  exists: 'true or false: whether the field is there',
  neq: 'no value of the field equals any of these',
  re: 'a regular expression; linear time, no look-around',
  i: 're without case',
  m: 're: ^ and $ at line ends',
  s: 're: . is a line end, too',
  cidr: 'an IP network',
  gt: 'greater than',
  gte: 'at least',
  lt: 'less than',
  lte: 'at most',
  expand: '%list% stands for each entry of a list',
  windash: '-, / and dashes are one',
  fieldref: 'the value of another field',
  base64: 'the text in base64',
  base64offset: 'the text anywhere inside base64; contains behind it',
  utf16: 'the text in UTF-16, before base64',
  utf16le: 'the text in UTF-16, low byte first',
  utf16be: 'the text in UTF-16, high byte first',
  wide: 'as utf16le',
  minute: 'the minute of a time',
  hour: 'the hour of a time',
  day: 'the day of a time',
  week: 'the week of a time',
  month: 'the month of a time',
  year: 'the year of a time',
}
