import type * as v from 'valibot'
import type { PageApi } from './page-api.ts'
import { REPLY_CHECKS, isNotice, takeData } from './page-checks.ts'
import type { Notice, PAGE_PROTOCOL, PageReplies } from './page-protocol.ts'

/** The panel's calls are its own (`panel-calls.ts`). */
type PageCallName = keyof PageReplies
export type PageRequest<N extends PageCallName> = v.InferOutput<
  (typeof PAGE_PROTOCOL)[N]['request']
>
export type PageReply<N extends PageCallName> = PageReplies[N]

/** A page script's way to the background: calls are checked on return, failures are `undefined`. */
export class PageConnection {
  #listener: ((message: unknown) => undefined) | undefined

  readonly #api: PageApi
  constructor(api: PageApi) {
    this.#api = api
  }

  /** Whether the extension was updated or removed under this script: it can reach nobody any more. */
  get isCutOff(): boolean {
    try {
      return this.#api.runtime.id === undefined
    } catch {
      return true
    }
  }

  async call<N extends PageCallName>(
    name: N,
    data: PageRequest<N>,
  ): Promise<PageReply<N> | undefined> {
    const isReply: (value: unknown) => value is PageReply<N> = REPLY_CHECKS[name]
    try {
      const reply = takeData(await this.#api.runtime.sendMessage({ call: name, data }))
      return isReply(reply) ? reply : undefined
    } catch {
      return undefined
    }
  }

  listen(onNotice: (notice: Notice) => void): void {
    this.#listener = (message) => {
      if (isNotice(message)) onNotice(message)
      return undefined
    }
    this.#api.runtime.onMessage.addListener(this.#listener)
  }

  /** Cut off, the browser has taken the listener away itself, and throws. */
  close(): void {
    if (this.#listener === undefined || this.isCutOff) return
    this.#api.runtime.onMessage.removeListener(this.#listener)
  }
}
