import { NO_VALUES, type Event, type EventValue } from '../event.ts'
import type { Message } from '../message.ts'
import { attachmentFacts } from './attachment.ts'
import { FactSource } from './fact-source.ts'
import { linkFacts } from './link-facts.ts'
import type { CompiledLists } from './lists.ts'
import { mentionFacts } from './mentioned-files.ts'
import { messageFields } from './message-fields.ts'
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

/** All fields that a message gives values to. */
const FIELDS: ReadonlyMap<string, FactTable[string]> = new Map([
  ...Object.entries(messageFields),
  ...Object.entries(senderFacts),
  ...Object.entries(linkFacts),
  ...Object.entries(attachmentFacts),
  ...Object.entries(mentionFacts),
  ...Object.entries(textFacts),
])

class MessageEvent implements Event {
  readonly #source: FactSource
  readonly #values = new Map<string, readonly EventValue[]>()

  constructor(message: Message, lists: CompiledLists) {
    this.#source = new FactSource(message, lists)
  }

  get(field: string): readonly EventValue[] {
    const known = this.#values.get(field)
    if (known !== undefined) return known
    const found = FIELDS.get(field)?.(this.#source) ?? NO_VALUES
    this.#values.set(field, found)
    return found
  }
}
