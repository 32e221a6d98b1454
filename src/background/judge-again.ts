import { gatherConversation, type MemoryEntry } from '../engine/conversation.ts'
import type { Finding, Verdict } from '../engine/verdict.ts'
import { compareLevels, LEVELS } from '../engine/verdict.ts'
import type { Basis, Forgotten } from '../platform/inbox-protocol.ts'
import type { CallReply } from '../platform/protocol.ts'
import type { FlaggedEntry } from '../platform/schema/views.ts'
import { changeEverywhere } from './change-everywhere.ts'
import { compareVerdicts, isChange } from './compare-verdicts.ts'
import { memoryFor, type Context, type Memory } from './context.ts'
import { loadSlice } from './conversation-slice.ts'
import { judgeBatch } from './judge-batch.ts'
import type { Judge } from './judge-port.ts'
import { readKeptParts } from '../platform/kept-parts.ts'
import { limitVerdict } from './message-view.ts'
import { loadKnownSenders, type KnownSenders } from './known-senders.ts'
import type { RecordChange } from './records.ts'
import { changeVerdicts } from './tab-state.ts'

type Reply = CallReply<'inbox/rejudge'>

/** What one entry becomes, and what else is to be written for it. */
interface Rejudged {
  readonly before: Forgotten
  readonly basis: Basis
  readonly verdict: Verdict
  readonly change: RecordChange
}

/** What judging again could rest on. */
export function findBasis({ recent }: Memory, key: string, memory: MemoryEntry | undefined): Basis {
  if (recent.get(key) !== undefined) return 'text'
  return memory === undefined ? 'parts' : 'memory'
}

/**
 * Judges flagged messages again by the rules in use: by the whole text where the worker still holds it,
 * else by memory and the kept parts. An entry that is flagged no more stays: the user asked for it.
 */
export function judgeAgain(context: Context, keys: readonly string[]): Promise<Reply> {
  return changeEverywhere(context, keys, async () => {
    const { judge, name: ruleSet } = await context.ruleBook.get()
    const now = context.now()
    const outcomes: Reply['outcomes'] = []
    const before: Forgotten[] = []
    const verdicts = new Map<string, Verdict>()
    for (const isPrivate of [false, true]) {
      const memory = memoryFor(context, isPrivate)
      const senders = await loadKnownSenders(isPrivate)
      for (const entry of await memory.records.getFlagged(keys)) {
        const one = await rejudge({ memory, judge, ruleSet, now, isPrivate, senders }, entry)
        const { key, view } = entry
        const change = compareVerdicts(view.verdict, one.verdict, now)
        const isChanged = isChange(change, one.verdict)
        const made = { ruleSet, judgedAt: now, ...(isChanged ? { changed: change } : {}) }
        const flagged = { ...entry, view: { ...view, verdict: one.verdict }, ...made }
        await memory.records.commit(withEntry(one.change, flagged), now)
        before.push(one.before)
        outcomes.push({ key, basis: one.basis, change })
        verdicts.set(key, one.verdict)
      }
    }
    return { changeTab: (tab) => changeVerdicts(tab, verdicts), answer: { outcomes, before } }
  })
}

interface Bench {
  readonly memory: Memory
  readonly judge: Judge
  readonly ruleSet: string
  readonly now: number
  readonly isPrivate: boolean
  readonly senders: KnownSenders
}

async function rejudge(bench: Bench, entry: FlaggedEntry): Promise<Rejudged> {
  const { memory, isPrivate } = bench
  const [remembered] = await memory.records.getEntries([entry.key])
  const before: Forgotten = {
    key: entry.key,
    isPrivate,
    flagged: entry,
    ...(remembered === undefined ? {} : { memory: remembered }),
  }
  const basis = findBasis(memory, entry.key, remembered)
  const judged =
    basis === 'text' ? await judgeWhole(bench, entry) : await judgeParts(bench, entry, remembered)
  const { unread } = entry.view.verdict
  const verdict = { ...judged.verdict, ...(unread === undefined ? {} : { unread }) }
  return { before, basis, change: judged.change, verdict }
}

const NO_CHANGE: RecordChange = { entries: [], flagged: [], unflagged: [] }
type Judged = Pick<Rejudged, 'verdict' | 'change'>

async function judgeWhole(bench: Bench, { key, url, view }: FlaggedEntry): Promise<Judged> {
  const { memory, judge, ruleSet, now, senders } = bench
  const message = memory.recent.get(key)
  if (message === undefined) return { verdict: view.verdict, change: NO_CHANGE }
  const findShown = (): Promise<undefined> => Promise.resolve(undefined)
  const source = { ...memory, judge, findShown, unread: new Map(), senders, url, now, ruleSet }
  const { views, change } = await judgeBatch(source, [message])
  return { verdict: views[0]?.verdict ?? view.verdict, change }
}

async function judgeParts(
  { memory, judge, ruleSet }: Bench,
  entry: FlaggedEntry,
  remembered: MemoryEntry | undefined,
): Promise<Judged> {
  const { view } = entry
  // The same rules find nothing new in a part of what they have seen whole.
  if (entry.ruleSet === ruleSet) return { verdict: view.verdict, change: NO_CHANGE }
  const parts = readKeptParts(view, remembered)
  const slice = await loadSlice(memory.records, [parts])
  const judged = judge.judgeKept(parts, gatherConversation(parts, slice))
  const verdict = quoteBefore(limitVerdict(judged), view.verdict, remembered === undefined)
  return { verdict, change: NO_CHANGE }
}

/**
 * Findings known from before keep what they quoted of the text. Without memory nothing tells that an old
 * finding fails under these rules, so it stays.
 */
function quoteBefore(judged: Verdict, before: Verdict, keepsAll: boolean): Verdict {
  const known = new Map(before.findings.map((finding) => [finding.rule, finding]))
  const found = new Set(judged.findings.map(({ rule }) => rule))
  const findings = [
    ...judged.findings.map((finding) => quote(finding, known.get(finding.rule))),
    ...(keepsAll ? before.findings.filter(({ rule }) => !found.has(rule)) : []),
  ].sort((a, b) => compareLevels(b.level, a.level))
  const { id, threadId } = before
  const level = findings[0]?.level ?? LEVELS[0]
  return { id, ...(threadId === undefined ? {} : { threadId }), level, findings }
}

function quote(finding: Finding, before: Finding | undefined): Finding {
  if (before === undefined) return finding
  const { evidence, explain, headline, related } = before
  return {
    ...finding,
    evidence,
    explain,
    ...(headline === undefined ? {} : { headline }),
    ...(finding.related === undefined && related !== undefined ? { related } : {}),
  }
}

/** The change with the entry as it is now, whatever the change itself made of it. */
function withEntry(change: RecordChange, entry: FlaggedEntry): RecordChange {
  const isOther = (key: string): boolean => key !== entry.key
  return {
    entries: change.entries,
    flagged: [...change.flagged.filter(({ key }) => isOther(key)), entry],
    unflagged: change.unflagged.filter(isOther),
  }
}
