import * as v from 'valibot'
import type { PageApi } from './page-api.ts'
import { PAGE_REPLIES, notices, type Notice, type PAGE_PROTOCOL } from './page-protocol.ts'

type PageCallName = keyof typeof PAGE_PROTOCOL
export type PageRequest<N extends PageCallName> = v.InferOutput<
  (typeof PAGE_PROTOCOL)[N]['request']
>
export type PageReply<N extends PageCallName> = v.InferOutput<(typeof PAGE_REPLIES)[N]>

const answerSchema = v.union([
  v.object({ ok: v.literal(true), data: v.unknown() }),
  v.object({ ok: v.literal(false), reason: v.string() }),
])

/** A page script's way to the background: calls are parsed on return, failures are `undefined`. */
export class PageConnection {
  private listener: ((message: unknown) => undefined) | undefined

  constructor(private readonly api: PageApi) {}

  /** Whether the extension was updated or removed under this script: it can reach nobody any more. */
  get isCutOff(): boolean {
    try {
      return this.api.runtime.id === undefined
    } catch {
      return true
    }
  }

  async call<N extends PageCallName>(
    name: N,
    data: PageRequest<N>,
  ): Promise<PageReply<N> | undefined> {
    try {
      const answer = v.safeParse(
        answerSchema,
        await this.api.runtime.sendMessage({ call: name, data }),
      )
      if (!answer.success || !answer.output.ok) return undefined
      const reply = v.safeParse(replySchema(name), answer.output.data)
      return reply.success ? reply.output : undefined
    } catch {
      return undefined
    }
  }

  listen(onNotice: (notice: Notice) => void): void {
    this.listener = (message) => {
      const notice = v.safeParse(notices, message)
      if (notice.success) onNotice(notice.output)
      return undefined
    }
    this.api.runtime.onMessage.addListener(this.listener)
  }

  /** Cut off, the browser has taken the listener away itself, and throws. */
  close(): void {
    if (this.listener === undefined || this.isCutOff) return
    this.api.runtime.onMessage.removeListener(this.listener)
    this.listener = undefined
  }
}

function replySchema<N extends PageCallName>(name: N): v.GenericSchema<unknown, PageReply<N>> {
  return PAGE_REPLIES[name]
}
