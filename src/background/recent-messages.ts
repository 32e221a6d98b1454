import { messageKey } from '../engine/conversation.ts'
import type { Message } from '../engine/message.ts'

const MAX_MESSAGES = 300
/** UTF-16 units of all texts together. */
const MAX_CHARACTERS = 4_000_000

/**
 * Messages read lately, in the worker's memory only, so that evidence can be quoted where a later
 * reading changes an earlier verdict. Losing them loses nothing but that quotation.
 */
export class RecentMessages {
  readonly #messages = new Map<string, Message>()
  #characters = 0

  get(key: string): Message | undefined {
    return this.#messages.get(key)
  }

  add(message: Message): void {
    const key = messageKey(message)
    this.drop(key)
    this.#messages.set(key, message)
    this.#characters += sizeOf(message)
    for (const old of [...this.#messages.keys()]) {
      if (this.#messages.size <= MAX_MESSAGES && this.#characters <= MAX_CHARACTERS) return
      this.drop(old)
    }
  }

  drop(key: string): void {
    const known = this.#messages.get(key)
    if (known === undefined) return
    this.#messages.delete(key)
    this.#characters -= sizeOf(known)
  }

  clear(): void {
    this.#messages.clear()
    this.#characters = 0
  }
}

function sizeOf({ text, quoted = '', hidden = '' }: Message): number {
  return text.length + quoted.length + hidden.length
}
