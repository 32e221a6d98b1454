import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import {
  messageKey,
  senderKey,
  threadKey,
  type Conversation,
  type MemoryEntry,
} from '../../src/engine/conversation.ts'
import type { Message } from '../../src/engine/message.ts'
import type { RuleSetData } from '../../src/engine/rule-set.ts'
import type { Level, Verdict } from '../../src/engine/verdict.ts'
import type { PrepareJudge } from '../../src/background/judge-port.ts'
import { startBackground, type BackgroundParts } from '../../src/background/start.ts'
import { call } from '../../src/platform/messages.ts'
import type { CallName, CallReply, CallRequest } from '../../src/platform/protocol.ts'
import type { FlaggedEntry } from '../../src/platform/schema/views.ts'
import { siteDefinitionSchema } from '../../src/sites/definition.ts'
import * as v from 'valibot'
import { EXTENSION_ID, fake, type FakeSender, type FakeTab } from '../platform/fake-browser.ts'

export const PANEL = 'assets/panel.js'
export const OUTLINE = 'assets/outline.js'

const define = (parts: Record<string, unknown>) =>
  v.parse(siteDefinitionSchema, {
    channel: 'email',
    unit: ['u'],
    body: ['b'],
    anchor: ['a'],
    ...parts,
  })

export const SITES = [
  define({
    id: 'linkedin',
    name: 'LinkedIn',
    channel: 'social',
    builtIn: true,
    matches: ['https://www.linkedin.com/*'],
  }),
  define({
    id: 'gmail',
    name: 'Gmail',
    builtIn: true,
    matches: ['https://mail.google.com/*'],
  }),
  define({ id: 'roundcube', name: 'Roundcube', matches: [], detect: ['body.task-mail'] }),
]

const rule = (id: string) => ({ id, name: id, title: `Rule ${id}`, level: 'high' as const })

export const RULES: RuleSetData = {
  format: 1,
  version: 'test',
  signals: [{ ...rule('lure'), detection: {} }],
  stories: [
    {
      ...rule('story'),
      type: 'temporal_ordered',
      rules: ['approach', 'archive'],
      groupBy: ['thread'],
      timespan: 1,
    },
  ],
  exceptions: [],
  lists: { organisations: [], values: {}, fileKinds: {} },
}

/** Clock of the worker; tests move it. */
export const clock = { now: Date.parse('2026-11-20T10:00:00Z') }

/**
 * Judges by plain words: `lure` flags a message alone; `archive` flags it where `approach` was said
 * before in the conversation, as a story does.
 */
const prepareJudge: PrepareJudge = (_rules, { disabled }) => ({
  judge: {
    judge: (message, conversation) => judgeByWords(message, conversation, disabled),
    judgeKept: (message, { entries }) => judgeKeptByWords(message, entries, disabled),
  },
  faults: [],
})

function judgeByWords(
  message: Message,
  conversation: Conversation,
  disabled: ReadonlySet<string>,
): {
  verdicts: Verdict[]
  changes: { key: string; verdict: Verdict }[]
  conversation: Conversation
} {
  const words = ['approach', 'archive', 'lure'].filter((word) => message.text.includes(word))
  const entry = remember(message, words, conversation.entries.length)
  const others = conversation.entries.filter(({ key }) => key !== entry.key)
  const entries = [...others, entry]
  const level = (one: MemoryEntry, all: readonly MemoryEntry[]): Level =>
    levelOf(one, all, disabled)
  const changes = others
    .filter((other) => level(other, entries) !== level(other, conversation.entries))
    .map((other) => ({ key: other.key, verdict: verdictOf(other.id, level(other, entries)) }))
  const own = verdictOf(message.id, level(entry, entries))
  return {
    verdicts: [own, ...changes.map(({ verdict }) => verdict)],
    changes,
    conversation: { entries },
  }
}

/** What memory says of the message, with what its parts say. */
function judgeKeptByWords(
  message: Message,
  entries: readonly MemoryEntry[],
  disabled: ReadonlySet<string>,
): Verdict {
  const words = ['approach', 'archive', 'lure'].filter((word) => message.text.includes(word))
  const fresh = remember(message, words, entries.length)
  const known = entries.find(({ key }) => key === fresh.key)
  const entry = { ...fresh, ...known, hits: [...(known?.hits ?? []), ...fresh.hits] }
  return verdictOf(message.id, levelOf(entry, entries, disabled))
}

function levelOf(
  entry: MemoryEntry,
  all: readonly MemoryEntry[],
  disabled: ReadonlySet<string>,
): Level {
  if (entry.outgoing) return 'none'
  const has = ({ hits }: MemoryEntry, word: string): boolean =>
    hits.some(({ rule }) => rule === word)
  const isBefore = (other: MemoryEntry): boolean => (other.sentAt ?? 0) <= (entry.sentAt ?? 0)
  const wasApproached = all.some((other) => has(other, 'approach') && isBefore(other))
  if (has(entry, 'archive') && wasApproached && !disabled.has('story')) return 'critical'
  return has(entry, 'lure') && !disabled.has('lure') ? 'high' : 'none'
}

function verdictOf(id: string, level: Level): Verdict {
  const finding = {
    rule: 'lure',
    name: 'lure',
    title: 'A lure',
    level,
    stage: 'approach' as const,
    evidence: [],
    explain: 'It says so.',
    innocent: 'It may not.',
    advice: 'Ask.',
    headline: 'Looks like a lure',
  }
  return { id, level, findings: level === 'none' ? [] : [finding] }
}

function remember(message: Message, words: readonly string[], seq: number): MemoryEntry {
  const thread = threadKey(message)
  const sender = senderKey(message)
  return {
    key: messageKey(message),
    id: message.id,
    ...(thread === undefined ? {} : { thread }),
    ...(sender === undefined ? {} : { senderKey: sender }),
    ...(message.sentAt === undefined ? {} : { sentAt: Date.parse(message.sentAt) }),
    seq,
    ...(message.direction === 'outgoing' ? { outgoing: true as const } : {}),
    ruleSet: 'test',
    hits: words.map((word) => ({ rule: word, spans: [] })),
    pending: [],
  }
}

/** Starts the worker, as the browser does when it was killed: everything stored stays. */
export function startWorker(parts: Partial<BackgroundParts> = {}): void {
  fake.stopWorker()
  startBackground({
    builtIn: { rules: RULES, sites: SITES, loadTexts: () => undefined },
    prepareJudge,
    panelPath: PANEL,
    outlinePath: OUTLINE,
    now: () => clock.now,
    ...parts,
  })
}

/** A new browser profile with a running worker. */
export function startFresh(): void {
  fake.reset()
  indexedDB = new IDBFactory()
  clock.now = Date.parse('2026-11-20T10:00:00Z')
  startWorker()
}

export const ask = call

/** The review inbox from its beginning. */
export async function askInbox(
  part: Pick<CallRequest<'inbox/page'>, 'withPrivate'> = {},
): Promise<FlaggedEntry[]> {
  const { entries } = await call('inbox/page', { filter: {}, offset: 0, limit: 200, ...part })
  return entries
}

/** A frame with a reader in it. */
export class FakePage {
  readonly sender: FakeSender
  constructor(
    readonly tab: FakeTab,
    frameId = 0,
    url = tab.url,
    documentId?: string,
  ) {
    const document = documentId === undefined ? {} : { documentId }
    this.sender = {
      id: EXTENSION_ID,
      tab,
      frameId,
      ...document,
      ...(url === undefined ? {} : { url }),
    }
  }

  async call<N extends CallName>(name: N, data: CallRequest<N>): Promise<unknown> {
    return fake.send({ call: name, data }, this.sender)
  }

  hello(): Promise<unknown> {
    return this.call('page/hello', { url: this.tab.url ?? '' })
  }

  async read(
    site: string,
    messages: readonly unknown[],
    more: Partial<CallRequest<'page/read'>> = {},
  ): Promise<CallReply<'page/read'>> {
    const request = { site, url: this.tab.url ?? '', health: 'reading' as const, gone: [], ...more }
    const answer = await this.call('page/read', { ...request, messages: [...messages] })
    return v.parse(answerSchema, answer).data
  }
}

const answerSchema = v.object({
  ok: v.literal(true),
  data: v.object({
    warnings: v.array(
      v.looseObject({
        key: v.string(),
        verdict: v.custom<Verdict>(() => true),
        headline: v.string(),
      }),
    ),
    clear: v.array(v.string()),
    highlight: v.exactOptional(v.string()),
    refused: v.exactOptional(v.number()),
  }),
})

/** A message on LinkedIn; minutes are after 09:00. */
export function write(id: string, text: string, parts: Record<string, unknown> = {}): unknown {
  return {
    id,
    site: 'linkedin',
    threadId: 'thread-1',
    sentAt: '2026-11-20T09:00:00.000Z',
    sender: { name: 'Robin Vale', profileUrl: 'https://www.linkedin.com/in/robin-vale' },
    text,
    ...parts,
  }
}

/** Lets everything that runs behind an answer come to its end. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 30; turn++) await new Promise((resolve) => setTimeout(resolve, 0))
}
