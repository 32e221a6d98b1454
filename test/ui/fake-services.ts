import type { CallName, CallReply, CallRequest } from '../../src/platform/protocol.ts'
import type { Services, Translate } from '../../src/ui/services.ts'
import english from '../../_locales/en/messages.json'

interface Entry {
  readonly message: string
  readonly placeholders?: Readonly<Record<string, { readonly content: string }>>
}

/** English texts with their placeholders filled, as a browser does it. */
export const translate: Translate = (key, ...parts) => {
  const { message, placeholders = {} }: Entry = english[key]
  return message.replace(/\$(\w+)\$/g, (_, name: string) => {
    const content = placeholders[name.toLowerCase()]?.content ?? ''
    return String(parts[Number(content.slice(1)) - 1])
  })
}

export type Answers = {
  readonly [N in CallName]?: (data: CallRequest<N>) => CallReply<N> | Promise<CallReply<N>>
}

export interface FakeServices extends Services {
  /** Everything that the page asked for, in order: `['inbox/forget', { key: 'a' }]`. */
  readonly asked: (readonly [name: string, data: unknown])[]
  /** Tells the page that something changed in the background. */
  readonly announceChange: () => void
}

/** Services that answer from a table; a call that has no answer there fails. */
export function fakeServices(answers: Answers, other: Partial<Services> = {}): FakeServices {
  const asked: (readonly [string, unknown])[] = []
  const listeners = new Set<() => void>()
  const note =
    <T>(name: string, result: T) =>
    (data?: unknown): Promise<T> => {
      asked.push([name, data])
      return Promise.resolve(result)
    }
  return {
    call: async (name, data) => {
      asked.push([name, data])
      const answer = answers[name]
      if (answer === undefined) throw new Error(`no answer to ${name}`)
      return answer(data)
    },
    t: translate,
    requestOrigin: note('requestOrigin', true),
    requestNotifications: note('requestNotifications', true),
    listShortcuts: () => Promise.resolve([{ name: 'open-review', keys: 'Alt+Shift+L' }]),
    removeOrigin: note('removeOrigin', true),
    findActiveTab: () => Promise.resolve(7),
    findTabAt: note('findTabAt', 12),
    openPage: note('openPage', undefined),
    openSettings: note('openSettings', undefined),
    openCheckPage: note('openCheckPage', undefined),
    openReviewPage: note('openReviewPage', undefined),
    copyText: note('copyText', undefined),
    saveFile: (file) => void asked.push(['saveFile', file]),
    direction: 'ltr',
    watch: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    version: '1.2.3',
    ...other,
    asked,
    announceChange: () => {
      for (const listener of listeners) listener()
    },
  }
}
