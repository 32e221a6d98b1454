import type { FlaggedEntry } from '../../platform/schema/views.ts'
import type { RunAction } from '../outcome.tsx'
import { useServices, type MessageKey } from '../services.ts'

type State = FlaggedEntry['state']

/** What can be done about an entry; all but opening can be undone. */
export interface EntryActions {
  readonly mark: (entry: FlaggedEntry, state: State) => void
  readonly note: (entry: FlaggedEntry, note: string) => void
  readonly forget: (entry: FlaggedEntry) => void
  readonly open: (entry: FlaggedEntry) => void
}

const DONE_KEYS = {
  new: 'undismiss_done',
  watching: 'watch_done',
  safe: 'dismiss_done',
  reported: 'report_done',
} as const satisfies Record<State, MessageKey>

interface Given {
  readonly run: RunAction
  readonly onChange: () => void
  /** An entry and its buttons are gone: the focus needs another place. */
  readonly onForget: () => void
}

export function useEntryActions({ run, onChange, onForget }: Given): EntryActions {
  const { call, openPage, t } = useServices()
  const undo = (change: () => Promise<unknown>) => async () => {
    await change()
    onChange()
    return t('undo_done')
  }
  return {
    mark: ({ key, state: before }, state) =>
      run(async () => {
        await call('inbox/mark', { key, state })
        onChange()
        return {
          text: t(DONE_KEYS[state]),
          undo: undo(() => call('inbox/mark', { key, state: before })),
        }
      }),
    note: ({ key, note: before = '' }, note) =>
      run(async () => {
        await call('inbox/note', { key, note })
        onChange()
        return { text: t('note_done'), undo: undo(() => call('inbox/note', { key, note: before })) }
      }),
    forget: ({ key }) =>
      run(async () => {
        const records = await call('inbox/forget', { key })
        onForget()
        onChange()
        return {
          text: t('forget_done'),
          undo: undo(() => call('inbox/restore', { key, records })),
        }
      }),
    open: ({ url }) => run(() => openPage(url).then(() => t('open_done'))),
  }
}
