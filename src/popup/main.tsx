import { browserServices } from '../ui/browser-services.ts'
import { ServicesProvider } from '../ui/services.ts'
import { startPage } from '../ui/start-page.ts'
import '../ui/base.css'
import '../ui/filters.css'
import '../ui/switch.css'
import '../ui/message-card.css'
import '../ui/check/check.css'
import '../ui/review/review.css'
import './popup.css'
import { Popup } from './popup.tsx'

const query = new URLSearchParams(location.search)
const wantedTab = query.get('tabId')
const wantedEntry = query.get('key')

// A popup has no width of its own; opened as a page it takes the window's.
const isPage = wantedTab !== null || wantedEntry !== null
document.documentElement.dataset.view = isPage ? 'page' : 'popup'

startPage(
  <ServicesProvider value={browserServices}>
    <Popup wantedTab={wantedTab} wantedEntry={wantedEntry} />
  </ServicesProvider>,
  browserServices.t('extension_name'),
  browserServices.t('language_tag'),
)
