import { NO_VALUES, isContextField, type Event, type EventValue } from '../event.ts'
import type { Message } from '../message.ts'
import { attachmentFacts } from './attachment.ts'
import { linkFacts } from './link-facts.ts'
import type { CompiledLists } from './lists.ts'
import { mentionFacts } from './mentioned-files.ts'
import { messageFields } from './message-fields.ts'
import { MessageWords } from './message-words.ts'
import { senderFacts } from './sender-facts.ts'
import { textFacts } from './text-facts.ts'
import type { FactTable } from './values.ts'

export interface EventOptions {
  /** The quoted text was already judged in this conversation and is left out of `words`/`quoted`. */
  readonly quotedJudged?: boolean
}

/** Makes the event that rules see; each field is computed when it is first asked for. */
export function buildEvent(
  message: Message,
  lists: CompiledLists,
  options: EventOptions = {},
): Event {
  const judged = options.quotedJudged === true ? withoutQuoted(message) : message
  return new MessageEvent(judged, lists)
}

function withoutQuoted(message: Message): Message {
  const { quoted, ...rest } = message
  return quoted === undefined ? message : rest
}

type FactGroup = (message: Message, lists: CompiledLists, words: MessageWords) => FactTable

const GROUPS: Readonly<Record<string, FactGroup>> = {
  sender: senderFacts,
  link: linkFacts,
  attachment: (message, lists, words) => ({
    ...attachmentFacts(message, lists),
    ...mentionFacts(message, lists, words),
  }),
  text: textFacts,
  words: textFacts,
}

class MessageEvent implements Event {
  private readonly message: Message
  private readonly lists: CompiledLists
  private readonly words: MessageWords
  private readonly values = new Map<string, readonly EventValue[]>()
  private readonly tables = new Map<FactGroup, FactTable>()

  constructor(message: Message, lists: CompiledLists) {
    this.message = message
    this.lists = lists
    this.words = new MessageWords(message)
  }

  get(field: string): readonly EventValue[] {
    const known = this.values.get(field)
    if (known !== undefined) return known
    const found = isContextField(field) ? NO_VALUES : this.compute(field)
    this.values.set(field, found)
    return found
  }

  private compute(field: string): readonly EventValue[] {
    const raw = messageFields.get(field)
    if (raw !== undefined) return raw(this.message, this.words)
    const dot = field.indexOf('.')
    const name = dot < 0 ? field : field.slice(0, dot)
    const group = Object.hasOwn(GROUPS, name) ? GROUPS[name] : undefined
    if (group === undefined) return NO_VALUES
    const table = this.tableOf(group)
    return Object.hasOwn(table, field) ? (table[field]?.() ?? NO_VALUES) : NO_VALUES
  }

  private tableOf(group: FactGroup): FactTable {
    const known = this.tables.get(group)
    if (known !== undefined) return known
    const table = group(this.message, this.lists, this.words)
    this.tables.set(group, table)
    return table
  }
}
