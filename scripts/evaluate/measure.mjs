import { createHash } from 'node:crypto'
import { isFlagged } from './scan.mjs'

const REAL_STAGES = new Set(['channel shift', 'delivery', 'execution'])

export function groupBy(items, key) {
  const groups = new Map()
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return groups
}

export function rateOf(name, rows) {
  return { name, hit: rows.filter(({ verdict }) => isFlagged(verdict)).length, of: rows.length }
}

/** One of `count` parts by a hash of the name, so that the parts stay the same over time. */
export function partOf(name, count) {
  return createHash('sha256').update(name).digest().readUInt32BE(0) % count
}

export const labelled = (rows, label) => rows.filter(({ message }) => message.label === label)
const isHard = ({ message }) => message.kind?.startsWith('hard/') === true

/** Rates of one set, and what went wrong in it. */
export function measureCorpus(corpus, rows, bare) {
  const lures = labelled(rows, 'lure')
  const benign = labelled(rows, 'benign')
  const { name } = corpus
  const counts = corpus.isReal
    ? measureReal(corpus, rows)
    : [
        rateOf('lures at their warning points', lures),
        ...measureConversations(rows),
        rateOf('earlier messages of lure threads', labelled(rows, 'context')),
        rateOf('benign messages', benign),
        rateOf('benign messages that are hard', benign.filter(isHard)),
      ]
  const stripped = [
    rateOf('lures, without authentication', labelled(bare, 'lure')),
    rateOf('benign messages, without authentication', labelled(bare, 'benign')),
  ]
  const rates = [...counts, ...stripped].filter(({ of }) => of > 0)
  return {
    rates: rates.map((rate) => ({ set: name, ...rate })),
    groups: measureGroups(corpus, lures, benign).map((rate) => ({ set: name, ...rate })),
    missed: lures.filter(({ verdict }) => !isFlagged(verdict)),
    wrong: benign.filter(({ verdict }) => isFlagged(verdict)),
  }
}

function measureConversations(rows) {
  let flagged = 0
  let early = 0
  let withContext = 0
  const threads = [...groupBy(rows, ({ message }) => message.threadId).values()]
  const lures = threads.filter((thread) => labelled(thread, 'lure').length > 0)
  for (const thread of lures) {
    const first = thread.findIndex(({ message }) => message.label === 'lure')
    const before = thread.slice(0, first).filter(({ message }) => message.direction !== 'outgoing')
    if (labelled(thread, 'lure').some(({ verdict }) => isFlagged(verdict))) flagged++
    if (before.length > 0) withContext++
    if (before.some(({ verdict }) => isFlagged(verdict))) early++
  }
  return [
    { name: 'lure conversations', hit: flagged, of: lures.length },
    { name: 'lure conversations, before the first lure message', hit: early, of: withContext },
  ]
}

/** Messages of one incident are no independent cases. */
function measureReal({ conversationOf }, rows) {
  const lures = labelled(rows, 'lure')
  const incidents = [...groupBy(lures, ({ message }) => conversationOf(message)).values()]
  const isTold = (group) => group.some(({ verdict }) => isFlagged(verdict))
  const late = lures.filter(({ message }) => REAL_STAGES.has(message.stage))
  return [
    { name: 'incidents', hit: incidents.filter(isTold).length, of: incidents.length },
    rateOf('messages of channel shift, delivery, execution', late),
    rateOf('lures, all messages', lures),
    rateOf('benign messages', labelled(rows, 'benign')),
  ]
}

/** Languages where the row does not say: the ending of `why`, else English. */
function languageOf({ message }) {
  return message.lang ?? /\[([a-z]{2})\]$/.exec(message.why ?? '')?.[1] ?? 'en'
}

/** What a rule has to go by: a file or link, or nothing but words. */
function difficultyOf({ message }) {
  const hasFile = (message.attachments ?? []).length > 0
  const hasLink = (message.links ?? []).length > 0
  if (hasFile) return 'with a file'
  return hasLink ? 'with a link' : 'words only'
}

function measureGroups(corpus, lures, benign) {
  const kinds = [
    ['family', lures, ({ message }) => message.campaign ?? '–'],
    ['language', lures, languageOf],
    ['site', lures, ({ message }) => message.site],
    ['difficulty: lures', lures, difficultyOf],
    ['difficulty: benign', benign, (row) => (isHard(row) ? 'hard' : 'plain')],
    ['benign language', benign, languageOf],
    ['benign kind', benign.filter(isHard), ({ message }) => message.kind],
  ]
  return kinds.flatMap(([kind, rows, key]) =>
    [...groupBy(rows, key)]
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))
      .map(([name, group]) => ({ kind, ...rateOf(name, group) })),
  )
}
