import type { PageApi } from '../../src/platform/page-api.ts'

export interface SentCall {
  readonly call: string
  readonly data: unknown
}

/** The extension's other side, as a script in a page meets it. */
export class FakePageApi implements PageApi {
  readonly calls: SentCall[] = []
  readonly listeners = new Set<(message: unknown) => undefined>()
  /** Undefined: cut off by an update. */
  id: string | undefined = 'extension'
  /** Answers a call; what it throws is a failed connection. */
  answer: (sent: SentCall) => unknown = () => ({ ok: true, data: null })

  readonly runtime: PageApi['runtime']
  readonly i18n: PageApi['i18n'] = {
    getMessage: (key, parts = []) => [key, ...parts].join(' '),
  }

  constructor() {
    const readId = (): string | undefined => this.id
    this.runtime = {
      get id() {
        return readId()
      },
      sendMessage: (message) => this.receive(message),
      onMessage: {
        addListener: (listener) => void this.listeners.add(listener),
        removeListener: (listener) => void this.listeners.delete(listener),
      },
    }
  }

  /** The data of every call of one name. */
  list(name: string): unknown[] {
    return this.calls.filter(({ call }) => call === name).map(({ data }) => data)
  }

  notify(message: unknown): void {
    for (const listener of this.listeners) listener(message)
  }

  private async receive(message: unknown): Promise<unknown> {
    if (this.id === undefined) throw new Error('Extension context invalidated.')
    if (typeof message !== 'object' || message === null) throw new Error('no envelope')
    const sent = {
      call: String(Reflect.get(message, 'call')),
      data: Reflect.get(message, 'data') as unknown,
    }
    this.calls.push(sent)
    return Promise.resolve(this.answer(sent))
  }
}
