import type { Message } from '../engine/message.ts'
import type { UnreadPart } from '../engine/verdict.ts'

export type PageHealth = 'reading' | 'empty' | 'unreadable'

export interface UnreadNote extends UnreadPart {
  /** Id of the message it belongs to. */
  readonly id: string
}

/** What a page reader reports at once. */
export interface PageBatch {
  readonly health: PageHealth
  readonly messages: readonly Message[]
  /** Ids of messages that left the page. No id is in `messages` and `gone`. */
  readonly gone: readonly string[]
  readonly unread: readonly UnreadNote[]
}

const MAX_MESSAGES = 50
/** UTF-16 units, about a megabyte on the wire. */
const MAX_UNITS = 400_000

/** Gathers what is read until it is worth a message to the background. */
export class BatchBuilder {
  private readonly messages = new Map<string, Message>()
  private readonly notes = new Map<string, readonly UnreadPart[]>()
  private readonly gone = new Set<string>()
  /** Left the page before they were reported: told with the next batch. */
  private readonly goneLater = new Set<string>()
  private units = 0

  get isFull(): boolean {
    return this.messages.size >= MAX_MESSAGES || this.units >= MAX_UNITS
  }

  get isEmpty(): boolean {
    return this.messages.size === 0 && this.gone.size === 0 && this.goneLater.size === 0
  }

  add(message: Message, unread: readonly UnreadPart[]): void {
    this.messages.set(message.id, message)
    this.notes.set(message.id, unread)
    this.gone.delete(message.id)
    this.goneLater.delete(message.id)
    this.units += countUnits(message)
  }

  addGone(id: string): void {
    if (this.messages.has(id)) this.goneLater.add(id)
    else this.gone.add(id)
  }

  take(health: PageHealth): PageBatch {
    const unread = [...this.notes].flatMap(([id, parts]) => parts.map((part) => ({ id, ...part })))
    const batch = { health, messages: [...this.messages.values()], gone: [...this.gone], unread }
    this.messages.clear()
    this.notes.clear()
    this.gone.clear()
    for (const id of this.goneLater) this.gone.add(id)
    this.goneLater.clear()
    this.units = 0
    return batch
  }
}

function countUnits(message: Message): number {
  const links = message.links?.reduce((sum, link) => sum + link.href.length + link.text.length, 0)
  const { text, quoted = '', hidden = '' } = message
  return text.length + quoted.length + hidden.length + (links ?? 0) + 500
}
