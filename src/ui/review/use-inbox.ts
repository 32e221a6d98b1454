import { useCallback, useEffect, useMemo, useState } from 'preact/hooks'
import type { InboxPage } from '../../platform/inbox-protocol.ts'
import type { FlaggedEntry } from '../../platform/schema/views.ts'
import { useServices } from '../services.ts'
import { useLive } from '../use-live.ts'
import { NO_CHOICE, toFilter, type ReviewChoice } from './review-choice.ts'

/** Entries that are held at once, and asked for beyond what is in sight. */
const WINDOW = 100
const MARGIN = 30

interface Wanted {
  /** Whether entries of private windows, which live in memory only, belong in. */
  readonly withPrivate: boolean
  /** Key of an entry to bring into sight. */
  readonly wantedEntry: string | null
  /** Id of a rule: at first only messages in which it fired. */
  readonly wantedRule?: string | null
}

export interface Inbox {
  readonly page: InboxPage | undefined
  readonly error: string | undefined
  readonly choice: ReviewChoice
  readonly choose: (choice: ReviewChoice) => void
  /** The entry at a place among those that match; undefined while it is not at hand. */
  readonly entryAt: (index: number) => FlaggedEntry | undefined
  /** Says which places are in sight, so that their entries are fetched. */
  readonly show: (start: number, end: number) => void
  readonly refresh: () => void
  /** Keys of all entries that match. */
  readonly listKeys: () => Promise<string[]>
  readonly withPrivate: boolean
}

/** The review inbox, of which only a part is at hand at any time. */
export function useInbox({ withPrivate, wantedEntry, wantedRule }: Wanted): Inbox {
  const { call } = useServices()
  const [choice, setChoice] = useState<ReviewChoice>({ ...NO_CHOICE, rule: wantedRule ?? '' })
  const filter = useMemo(() => toFilter(choice, Date.now()), [choice])
  const [offset, setOffset] = useState(0)
  const load = useCallback(
    () =>
      call('inbox/page', {
        withPrivate,
        filter,
        offset,
        limit: WINDOW,
        ...(wantedEntry === null ? {} : { wanted: wantedEntry }),
      }),
    [call, withPrivate, filter, offset, wantedEntry],
  )
  const { data, error, refresh } = useLive(load, 'told')
  const wantedIndex = data?.wantedIndex
  useEffect(() => {
    if (wantedIndex !== undefined) setOffset(Math.max(wantedIndex - MARGIN, 0))
  }, [wantedIndex])
  const show = useCallback((start: number, end: number) => {
    setOffset((before) => {
      const isWithin = start >= before && end <= before + WINDOW
      return isWithin ? before : Math.max(start - MARGIN, 0)
    })
  }, [])
  const choose = useCallback((next: ReviewChoice) => {
    setChoice(next)
    setOffset(0)
  }, [])
  const entryAt = (index: number) => data?.entries[index - data.offset]
  const listKeys = () => call('inbox/keys', { withPrivate, filter })
  return { page: data, error, choice, choose, entryAt, show, refresh, listKeys, withPrivate }
}
