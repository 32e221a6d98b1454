import { browserServices } from '../ui/browser-services.ts'
import { ServicesProvider } from '../ui/services.ts'
import { startPage } from '../ui/start-page.ts'
import '../ui/base.css'
import '../ui/filters.css'
import '../ui/switch.css'
import '../ui/message-card.css'
import '../ui/review/review.css'
import './review-page.css'
import { ReviewPage } from './review-page.tsx'

const query = new URLSearchParams(location.search)

startPage(
  <ServicesProvider value={browserServices}>
    <ReviewPage
      wantedEntry={query.get('key')}
      wantedRule={query.get('rule')}
      withPrivate={query.has('private')}
    />
  </ServicesProvider>,
  browserServices.t('review_title'),
  browserServices.t('language_tag'),
)
