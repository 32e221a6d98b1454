import { LoadFailure, OutcomeLine, useOutcome } from '../ui/outcome.tsx'
import { Review } from '../ui/review/review.tsx'
import { useInbox } from '../ui/review/use-inbox.ts'
import { useServices } from '../ui/services.ts'

interface Props {
  /** The `key` of the page's address: an entry to look at; null for none. */
  readonly wantedEntry: string | null
  /** The `rule` of the page's address: only messages in which that rule fired. */
  readonly wantedRule?: string | null
  /** Whether entries of private windows belong in. */
  readonly withPrivate: boolean
}

/** The review inbox with more room than the popup has. */
export function ReviewPage({ wantedEntry, wantedRule = null, withPrivate }: Props) {
  const { t } = useServices()
  const { outcome, run } = useOutcome()
  const inbox = useInbox({ withPrivate, wantedEntry, wantedRule })
  return (
    <main>
      <h1>{t('review_title')}</h1>
      <LoadFailure error={inbox.error} />
      <Review inbox={inbox} wantedEntry={wantedEntry} hasRoom run={run} onChange={inbox.refresh} />
      <OutcomeLine outcome={outcome} run={run} />
    </main>
  )
}
