import type { Message } from '../engine/message.ts'
import type { UnreadPart } from '../engine/verdict.ts'
import { hashText } from './hash-text.ts'
import type { ReadingDetails } from './health-check.ts'

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
  /** How reading goes, where that changed. */
  readonly details?: ReadingDetails
}

const MAX_MESSAGES = 100
/** UTF-16 units, about a megabyte on the wire. */
const MAX_UNITS = 400_000

/** UTF-16 units of a message that are kept to compare with; of a longer one its hash is. */
const MAX_KEPT = 5_000

interface News {
  readonly message: Message
  readonly unread: readonly UnreadPart[]
  /** In UTF-16 units. */
  readonly size: number
}

/** Gathers what is read until it is worth a message to the background, and tells nothing twice. */
export class BatchBuilder {
  readonly #waiting = new Map<string, News>()
  readonly #gone = new Set<string>()
  /** Left the page before they were reported: told with the next batch. */
  readonly #goneLater = new Set<string>()
  /** What was told last of each message on the page. */
  readonly #told = new Map<string, News | string>()
  #units = 0

  get isFull(): boolean {
    return this.#waiting.size >= MAX_MESSAGES || this.#units >= MAX_UNITS
  }

  get isEmpty(): boolean {
    return this.#waiting.size === 0 && this.#gone.size === 0 && this.#goneLater.size === 0
  }

  /** What changed and changed back, left and came back since the last report is no news. */
  add(message: Message, unread: readonly UnreadPart[]): void {
    const { id } = message
    this.#gone.delete(id)
    this.#goneLater.delete(id)
    this.#waiting.delete(id)
    const news = { message, unread, size: measure(message) }
    const before = this.#told.get(id)
    // Mostly there is nothing to compare with: only then work is done.
    if (before !== undefined && hashNews(before) === hashNews(news)) return
    this.#waiting.set(id, news)
    this.#units += news.size
  }

  addGone(id: string): void {
    if (this.#waiting.has(id)) this.#goneLater.add(id)
    else this.#gone.add(id)
  }

  /** Everything is news again. */
  forgetTold(): void {
    this.#told.clear()
  }

  take(health: PageHealth, details?: ReadingDetails): PageBatch {
    const messages: Message[] = []
    const unread: UnreadNote[] = []
    for (const [id, news] of this.#waiting) {
      messages.push(news.message)
      for (const part of news.unread) unread.push({ id, ...part })
      this.#told.set(id, news.size > MAX_KEPT ? hashNews(news) : news)
    }
    const gone = [...this.#gone]
    for (const id of gone) this.#told.delete(id)
    this.#waiting.clear()
    this.#gone.clear()
    for (const id of this.#goneLater) this.#gone.add(id)
    this.#goneLater.clear()
    this.#units = 0
    const batch = { health, messages, gone, unread }
    return details === undefined ? batch : { ...batch, details }
  }
}

function hashNews(news: News | string): string {
  return typeof news === 'string' ? news : hashText(JSON.stringify([news.message, news.unread]))
}

function measure({ text, quoted = '', hidden = '', links = [] }: Message): number {
  let size = text.length + quoted.length + hidden.length + 500
  for (const { href, text: shown } of links) size += href.length + shown.length
  return size
}
