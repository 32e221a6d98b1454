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

/** Half of the conversations by a hash of their name, so that both halves stay the same over time. */
function halfOf(name) {
  return createHash('sha256').update(name).digest()[0] % 2 === 0 ? 'A' : 'B'
}

const labelled = (rows, label) => rows.filter(({ message }) => message.label === label)
const isHard = ({ message }) => message.kind?.startsWith('hard/') === true

/** Rates of a corpus whose messages carry their labels. */
export function measureLabelled(name, rows) {
  const lures = labelled(rows, 'lure')
  const benign = labelled(rows, 'benign')
  const halves = ['A', 'B'].map((half) =>
    rateOf(
      `  of conversations in half ${half}`,
      lures.filter(({ message }) => halfOf(message.threadId) === half),
    ),
  )
  return {
    rates: [
      rateOf(`${name}: lures at their warning points`, lures),
      ...halves,
      ...measureConversations(rows),
      rateOf('  earlier messages of lure threads', labelled(rows, 'context')),
      rateOf('  benign messages', benign),
      rateOf('  of these hard', benign.filter(isHard)),
    ],
    groups: measureGroups(lures, benign.filter(isHard)),
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
    { name: '  lure conversations', hit: flagged, of: lures.length },
    { name: '  flagged before the first lure message', hit: early, of: withContext },
  ]
}

function languageOf({ message }) {
  return message.lang ?? /\[([a-z]{2})\]$/.exec(message.why ?? '')?.[1] ?? 'en'
}

function measureGroups(lures, hard) {
  const kinds = [
    ['family', lures, ({ message }) => message.campaign ?? '–'],
    ['language', lures, languageOf],
    ['site', lures, ({ message }) => message.site],
    ['benign', hard, ({ message }) => message.kind],
  ]
  return kinds.flatMap(([title, rows, key]) =>
    [...groupBy(rows, key)].sort().map(([name, group]) => rateOf(`${title} ${name}`, group)),
  )
}

/** Rates of real lures, by incident: messages of one incident are no independent cases. */
export function measureIncidents(rows, labels) {
  const labelOf = ({ message }) => labels.get(message.id) ?? {}
  const incidents = [...groupBy(rows, (row) => labelOf(row).incident)]
  const isTold = ([, group]) => group.some(({ verdict }) => isFlagged(verdict))
  const count = (name, items) => ({ name, hit: items.filter(isTold).length, of: items.length })
  const late = rows.filter((row) => REAL_STAGES.has(labelOf(row).stage))
  const half = (side) => incidents.filter(([name]) => halfOf(name) === side)
  return {
    rates: [
      count('real lures: incidents', incidents),
      ...['A', 'B'].map((side) => count(`  of these in half ${side}`, half(side))),
      rateOf('  messages of channel shift, delivery, execution', late),
      rateOf('  all messages', rows),
    ],
    missed: [
      ...incidents
        .filter((incident) => !isTold(incident))
        .map(([name, [row]]) => ({ ...row, message: { ...row.message, campaign: name } })),
      ...late.filter(({ verdict }) => !isFlagged(verdict)),
    ],
  }
}
