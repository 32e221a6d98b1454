import type { PageConnection } from '../platform/page-connection.ts'
import type { PageBatch } from '../sites/batch.ts'
import type { WarningsReply } from './handle.ts'

/** Between tries, in milliseconds: a sleeping background gets time to wake. */
export const PAUSES = [0, 1_000, 5_000]
const MAX_WAITING = 200

interface OutboxOptions {
  readonly connection: PageConnection
  readonly site: string
  currentUrl(): string
  /** Place of the frame in its page, where the site's definition asks for it. */
  currentFrame(): string | undefined
  onReply(reply: WarningsReply): void
  /** Nothing could be sent: everything must be read again later. */
  onLoss(): void
}

/** Sends batches one after another; a sleeping background gets time to wake. */
export class Outbox {
  readonly #waiting: PageBatch[] = []
  #isSending = false
  #isClosed = false

  readonly #options: OutboxOptions
  constructor(options: OutboxOptions) {
    this.#options = options
  }

  add(batch: PageBatch): void {
    if (this.#waiting.length >= MAX_WAITING) return
    this.#waiting.push(batch)
    if (!this.#isSending) void this.#sendAll()
  }

  close(): void {
    this.#isClosed = true
    this.#waiting.length = 0
  }

  async #sendAll(): Promise<void> {
    this.#isSending = true
    for (let batch = this.#waiting.shift(); batch !== undefined; batch = this.#waiting.shift()) {
      const reply = await this.#send(batch)
      if (this.#isClosed) break
      if (reply !== undefined) this.#options.onReply(reply)
      else this.#options.onLoss()
    }
    this.#isSending = false
  }

  async #send(batch: PageBatch): Promise<WarningsReply | undefined> {
    const { connection, site } = this.#options
    const frame = this.#options.currentFrame()
    const request = {
      site,
      url: this.#options.currentUrl(),
      ...batch,
      ...(frame === undefined ? {} : { frame }),
    }
    for (const pause of PAUSES) {
      await wait(pause)
      if (this.#isClosed || connection.isCutOff) return undefined
      const reply = await connection.call('page/read', request)
      if (reply !== undefined) return reply
    }
    return undefined
  }
}

export function wait(milliseconds: number): Promise<void> {
  if (milliseconds === 0) return Promise.resolve()
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
