import { groupBy, labelled, partOf, rateOf } from './measure.mjs'

const FOLDS = 10

/**
 * Rules are written by hand, so nothing is trained that could be trained again without a fold. What
 * can be asked: would a lure still be flagged without the rules that only its own conversation
 * supports? A signal or story that holds in the lure conversations of one fold alone is left out
 * where that fold is measured. With one conversation a fold, that is a rule memorised.
 */
export async function crossValidate(corpora, scanner) {
  const messages = corpora.flatMap(scopeMessages)
  const rows = await scanner.scanMessages(messages, { signals: true })
  const lures = labelled(rows, 'lure')
  const support = findSupport(rows)
  const memorised = [...support].filter(([, names]) => names.size === 1).map(([rule]) => rule)
  const alone = labelled(await scanner.scanMessages(messages, { without: memorised }), 'lure')
  const folds = await measureFolds(messages, support, scanner)
  return {
    rates: [
      rateOf('lures, with all rules', lures),
      rateOf('lures, without rules that only one conversation supports', alone),
      rateOf(`lures in ${FOLDS} folds, each without rules that only it supports`, folds),
      countConversations('conversations, with all rules', lures),
      countConversations('conversations, without rules that only one supports', alone),
      countConversations(`conversations in ${FOLDS} folds`, folds),
    ].map((rate) => ({ set: 'cross-validation', ...rate })),
    memorised: memorised.sort(),
    support: Object.fromEntries(
      [...support].map(([rule, names]) => [rule, names.size]).sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  }
}

/** Sets may use one id twice. */
function scopeMessages({ name, messages, conversationOf }) {
  return messages.map((message) => ({
    ...message,
    id: `${name}/${message.id}`,
    ...(message.threadId === undefined ? {} : { threadId: `${name}/${message.threadId}` }),
    incident: `${name}/${conversationOf(message)}`,
  }))
}

/** Lure conversations in which each rule holds on any message of the other side. */
function findSupport(rows) {
  const support = new Map()
  const conversations = new Set(labelled(rows, 'lure').map(({ message }) => message.incident))
  for (const { message, verdict } of rows) {
    if (!conversations.has(message.incident) || message.direction === 'outgoing') continue
    const stories = verdict.findings.map(({ name }) => name)
    for (const rule of new Set([...stories, ...verdict.signals])) {
      support.set(rule, (support.get(rule) ?? new Set()).add(message.incident))
    }
  }
  return support
}

async function measureFolds(messages, support, scanner) {
  const rows = []
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const isInFold = (name) => partOf(name, FOLDS) === fold
    const without = [...support].filter(([, names]) => [...names].every(isInFold))
    const own = messages.filter(({ incident }) => isInFold(incident))
    const options = { without: without.map(([rule]) => rule) }
    rows.push(...labelled(await scanner.scanMessages(own, options), 'lure'))
  }
  return rows
}

function countConversations(name, lures) {
  const groups = [...groupBy(lures, ({ message }) => message.incident).values()]
  const hit = groups.filter((group) => rateOf('', group).hit > 0).length
  return { name, hit, of: groups.length }
}
