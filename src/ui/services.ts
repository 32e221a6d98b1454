import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type messages from '../../_locales/en/messages.json'
import type { Shortcut } from '../platform/commands.ts'
import type { CallName, CallReply, CallRequest } from '../platform/protocol.ts'

/** A key of `_locales`. */
export type MessageKey = keyof typeof messages

export type Caller = <N extends CallName>(name: N, data: CallRequest<N>) => Promise<CallReply<N>>

export type Translate = (key: MessageKey, ...parts: readonly (string | number)[]) => string

/** Everything that a page asks of the browser; handed in, so that tests need none. */
export interface Services {
  readonly call: Caller
  readonly t: Translate
  /** Must be called first thing in a click handler. */
  readonly requestOrigin: (...origins: readonly string[]) => Promise<boolean>
  readonly removeOrigin: (origin: string) => Promise<boolean>
  /** Must be called first thing in a click handler. */
  readonly requestNotifications: () => Promise<boolean>
  readonly listShortcuts: () => Promise<Shortcut[]>
  readonly findActiveTab: () => Promise<number>
  /** A tab that shows a page under this match pattern; undefined where none is open. */
  readonly findTabAt: (origin: string) => Promise<number | undefined>
  readonly openPage: (url: string) => Promise<void>
  readonly openSettings: () => Promise<void>
  /** Opens the page on which a message is checked. */
  readonly openCheckPage: () => Promise<void>
  /** Opens the review inbox as a page; with a rule's id: only messages in which that rule fired. */
  readonly openReviewPage: (rule?: string) => Promise<void>
  readonly copyText: (text: string) => Promise<void>
  readonly saveFile: (file: {
    readonly name: string
    /** MIME type. */
    readonly type: string
    readonly text: string
  }) => void
  /** Of the language of `t`. */
  readonly direction: 'ltr' | 'rtl'
  /** Tells of changes in the background's state; returns the way to stop. */
  readonly watch: (listener: () => void) => () => void
  readonly version: string
}

const ServicesContext = createContext<Services | undefined>(undefined)

export const ServicesProvider = ServicesContext.Provider

export function useServices(): Services {
  const services = useContext(ServicesContext)
  if (services === undefined) throw new Error('No ServicesProvider above this component.')
  return services
}
