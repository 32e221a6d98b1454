import type { PageReply } from '../platform/page-connection.ts'
import type { MessageSpot } from '../sites/page-reader.ts'
import type { Warning } from '../platform/schema/views.ts'

/** What the reader offers to the panel of the same frame. */
export interface ReaderHandle {
  isAlive(): boolean
  stop(): void
  /** Where a message stands now, by its id; undefined once it left. */
  locate(id: string): MessageSpot | undefined
  /** What the panel is to show when it comes later than the first warnings. */
  currentWarnings(): {
    readonly warnings: readonly Warning[]
    readonly highlight: string | undefined
  }
}

/** What the panel offers to the reader. */
export interface PanelHandle {
  show(warnings: readonly Warning[], highlight: string | undefined): void
  clear(keys: readonly string[]): void
  /** The page changed: warnings of messages that left go, those whose host was removed come back. */
  refresh(): void
  /** Something is about to be opened or copied; the panel may stop it and ask first. */
  onGesture(event: Event): void
  /** Leads to the warning after the one shown last; false where there is none. */
  showNext(): boolean
  destroy(): void
}

/** Where reader and panel meet: a property of the isolated world that no page sees. */
export interface PageHandle {
  reader?: ReaderHandle | undefined
  panel?: PanelHandle | undefined
}

declare global {
  var pageNotes: PageHandle | undefined
}

export function getPageHandle(): PageHandle {
  globalThis.pageNotes ??= {}
  return globalThis.pageNotes
}

export type WarningsReply = Pick<PageReply<'page/read'>, 'warnings' | 'clear' | 'highlight'>
