import type { Forgotten, Mark } from '../../platform/inbox-protocol.ts'
import type { FlaggedEntry } from '../../platform/schema/views.ts'
import type { Done, RunAction } from '../outcome.tsx'
import { useServices, type MessageKey, type Services } from '../services.ts'
import { runInChunks, type Chunked } from './in-chunks.ts'
import { STATE_KEYS } from './review-filters.tsx'

type State = FlaggedEntry['state']

/** What can be done about entries, one or many; all but opening can be undone. */
export interface EntryActions {
  readonly mark: (keys: readonly string[], state: State) => void
  readonly note: (entry: FlaggedEntry, note: string) => void
  readonly forget: (keys: readonly string[]) => void
  readonly open: (entry: FlaggedEntry) => void
  readonly judgeAgain: (keys: readonly string[]) => void
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
  /** Entries and their buttons are gone: the focus needs another place. */
  readonly onForget: () => void
}

export function useEntryActions(given: Given): EntryActions {
  const services = useServices()
  const { call, openPage, t } = services
  const { run, onForget } = given
  const change = makeChange(services, given)
  return {
    mark: (keys, state) =>
      run(() => {
        const marks = keys.map((key): Mark => ({ key, state }))
        const isOne = keys.length === 1
        const text = (done: number) =>
          isOne ? t(DONE_KEYS[state]) : t('bulk_marked', done, t(STATE_KEYS[state]))
        return change(
          marks,
          (chunk) => call('inbox/mark', { marks: chunk }),
          text,
          (before) => runInChunks(before, (chunk) => call('inbox/mark', { marks: chunk })),
        )
      }),
    note: ({ key, note: before = '' }, note) =>
      run(async () => {
        await call('inbox/note', { key, note })
        given.onChange()
        return {
          text: t('note_done'),
          undo: async () => {
            await call('inbox/note', { key, note: before })
            given.onChange()
            return t('undo_done')
          },
        }
      }),
    forget: (keys) =>
      run(() => {
        const text = (done: number) =>
          keys.length === 1 ? t('forget_done') : t('bulk_forgotten', done)
        const forget = async (chunk: string[]) => {
          const records = await call('inbox/forget', { keys: chunk })
          onForget()
          return records
        }
        return change(keys, forget, text, (records) => restore(services, records))
      }),
    open: ({ url }) => run(() => openPage(url).then(() => t('open_done'))),
    judgeAgain: (keys) => run(() => judgeAgain(services, given, keys)),
  }
}

/** Changes many entries and says so, with the way back: also where it stopped half-way. */
function makeChange({ t }: Services, { onChange }: Given) {
  return async <I, T>(
    items: readonly I[],
    run: (chunk: I[]) => Promise<readonly T[]>,
    describe: (done: number) => string,
    undo: (answers: readonly T[]) => Promise<Chunked<unknown>>,
  ): Promise<Done> => {
    const { answers, done, reason } = await runInChunks(items, run).finally(onChange)
    const text =
      reason === undefined ? describe(done) : t('bulk_partly', done, items.length, reason)
    return {
      text,
      undo: async () => {
        const undone = await undo(answers).finally(onChange)
        if (undone.reason === undefined) return t('undo_done')
        return t('bulk_partly', undone.done, answers.length, undone.reason)
      },
    }
  }
}

function restore({ call }: Services, records: readonly Forgotten[]): Promise<Chunked<null>> {
  return runInChunks(records, async (chunk) => [await call('inbox/restore', { records: chunk })])
}

async function judgeAgain(
  services: Services,
  { onChange }: Given,
  keys: readonly string[],
): Promise<Done> {
  const { call, t } = services
  const { answers } = await runInChunks(keys, async (chunk) => [
    await call('inbox/rejudge', { keys: chunk }),
  ]).finally(onChange)
  const changes = answers.flatMap(({ outcomes }) => outcomes.map(({ change }) => change))
  const also = changes.reduce((sum, change) => sum + change.also.length, 0)
  const gone = changes.reduce((sum, change) => sum + change.gone.length, 0)
  const before = answers.flatMap((answer) => answer.before)
  return {
    text: also + gone === 0 ? t('rejudge_same') : t('rejudge_done', also, gone),
    undo: async () => {
      await restore(services, before).finally(onChange)
      return t('undo_done')
    },
  }
}
