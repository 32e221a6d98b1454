import { messageKey } from '../engine/conversation.ts'
import type { Message } from '../engine/message.ts'
import { CallRefused } from '../platform/messages.ts'
import type { CallRequest } from '../platform/protocol.ts'
import { parseMessage } from '../platform/schema/message.ts'
import type { CheckedSelection } from '../platform/check-protocol.ts'
import type { MessageView } from '../platform/schema/views.ts'
import { isFlagged } from '../engine/verdict.ts'
import { announceChange } from './announce-change.ts'
import { memoryFor, type Context } from './context.ts'
import { ConversationSlice } from './conversation-slice.ts'
import { addUnread, judgeEach } from './judge-batch.ts'
import { viewMessage } from './message-view.ts'
import { isTooLarge } from './parse-batch.ts'
import { RecentMessages } from './recent-messages.ts'

const MAX_ITEMS = 1_000

type CheckRequest = CallRequest<'check/messages'>

/**
 * Judges messages that the user picked. They know of each other, as the mails of one file do, but of
 * nothing else, and nothing of them is remembered.
 */
export async function checkMessages(
  context: Context,
  { items }: CheckRequest,
): Promise<(MessageView | null)[]> {
  if (items.length > MAX_ITEMS) throw new CallRefused(`more than ${MAX_ITEMS} messages at once`)
  const parsed = items.map(({ message }) => parseMessage(message))
  const messages = makeDistinct(
    parsed.map((result) => (result.ok && !isTooLarge(result.message) ? result.message : null)),
  )
  const { judge } = await context.ruleBook.get()
  const source = { judge, recent: new RecentMessages() }
  const ordered = messages.filter((message) => message !== null).sort(compareTimes)
  const verdicts = judgeEach(source, ordered, new ConversationSlice())
  return messages.map((message, index) => {
    const verdict = message === null ? undefined : verdicts.get(messageKey(message))
    if (message === null || verdict === undefined) return null
    return viewMessage(message, addUnread(verdict, items[index]?.unread ?? []), false)
  })
}

/** Enters a message into the review inbox; one that is there keeps its state. */
export async function keepMessage(
  context: Context,
  { view, url, isPrivate }: CheckedSelection,
): Promise<void> {
  if (!isFlagged(view.verdict.level)) throw new CallRefused('only flagged messages are kept')
  const { records } = memoryFor(context, isPrivate)
  await context.queue.run(async () => {
    const [known] = await records.getFlagged([view.key])
    const now = context.now()
    const fresh = { state: 'new' as const, flaggedAt: now }
    const { name } = await context.ruleBook.get()
    const made = { ruleSet: name, judgedAt: now }
    const entry = { key: view.key, ...fresh, ...known, url, view, ...made }
    await records.commit({ entries: [], flagged: [entry], unflagged: [] }, now)
    await announceChange(now)
  })
}

/** Two mails may bear one id: each is to have its own verdict. */
function makeDistinct(messages: readonly (Message | null)[]): (Message | null)[] {
  const counts = new Map<string, number>()
  return messages.map((message) => {
    if (message === null) return null
    const count = (counts.get(message.id) ?? 0) + 1
    counts.set(message.id, count)
    return count === 1 ? message : { ...message, id: `${message.id} ${count}` }
  })
}

/** Oldest first, so that no verdict has to be written twice; those without a time stay in place. */
function compareTimes(a: Message, b: Message): number {
  if (a.sentAt === undefined || b.sentAt === undefined) return 0
  return Date.parse(a.sentAt) - Date.parse(b.sentAt)
}
