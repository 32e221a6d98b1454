import { LoadFailure, OutcomeLine, useOutcome } from '../ui/outcome.tsx'
import { Review } from '../ui/review/review.tsx'
import { useInbox } from '../ui/review/use-inbox.ts'
import { useServices } from '../ui/services.ts'

/** The review inbox with more room than the popup has. */
export function ReviewPage() {
  const { t } = useServices()
  const { outcome, run } = useOutcome()
  const inbox = useInbox({ withPrivate: false, wantedEntry: null })
  return (
    <main>
      <h1>{t('review_title')}</h1>
      <LoadFailure error={inbox.error} />
      <Review inbox={inbox} wantedEntry={null} hasRoom run={run} onChange={inbox.refresh} />
      <OutcomeLine outcome={outcome} run={run} />
    </main>
  )
}
