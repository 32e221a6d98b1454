import type { Message } from '../engine/message.ts'
import type { UnreadPart } from '../engine/verdict.ts'
import { hashText } from './hash-text.ts'

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

interface Waiting {
  readonly message: Message
  readonly unread: readonly UnreadPart[]
  readonly hash: string
}

/** Gathers what is read until it is worth a message to the background, and tells nothing twice. */
export class BatchBuilder {
  private readonly waiting = new Map<string, Waiting>()
  private readonly gone = new Set<string>()
  /** Left the page before they were reported: told with the next batch. */
  private readonly goneLater = new Set<string>()
  /** What was told last of each message on the page, as a hash. */
  private readonly told = new Map<string, string>()
  private units = 0

  get isFull(): boolean {
    return this.waiting.size >= MAX_MESSAGES || this.units >= MAX_UNITS
  }

  get isEmpty(): boolean {
    return this.waiting.size === 0 && this.gone.size === 0 && this.goneLater.size === 0
  }

  /** What changed and changed back, left and came back since the last report is no news. */
  add(message: Message, unread: readonly UnreadPart[]): void {
    const { id } = message
    const hash = hashText(JSON.stringify([message, unread]))
    this.gone.delete(id)
    this.goneLater.delete(id)
    this.waiting.delete(id)
    if (this.told.get(id) === hash) return
    this.waiting.set(id, { message, unread, hash })
    this.units += countUnits(message)
  }

  addGone(id: string): void {
    if (this.waiting.has(id)) this.goneLater.add(id)
    else this.gone.add(id)
  }

  /** Everything is news again. */
  forgetTold(): void {
    this.told.clear()
  }

  take(health: PageHealth): PageBatch {
    const waiting = [...this.waiting.values()]
    const unread = waiting.flatMap(({ message: { id }, unread: parts }) =>
      parts.map((part) => ({ id, ...part })),
    )
    const messages = waiting.map(({ message }) => message)
    const gone = [...this.gone]
    for (const { message, hash } of waiting) this.told.set(message.id, hash)
    for (const id of gone) this.told.delete(id)
    this.waiting.clear()
    this.gone.clear()
    for (const id of this.goneLater) this.gone.add(id)
    this.goneLater.clear()
    this.units = 0
    return { health, messages, gone, unread }
  }
}

function countUnits(message: Message): number {
  const links = message.links?.reduce((sum, link) => sum + link.href.length + link.text.length, 0)
  const { text, quoted = '', hidden = '' } = message
  return text.length + quoted.length + hidden.length + (links ?? 0) + 500
}
