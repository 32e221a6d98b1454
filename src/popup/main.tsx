import { browserServices } from '../ui/browser-services.ts'
import { ServicesProvider } from '../ui/services.ts'
import { startPage } from '../ui/start-page.ts'
import '../ui/base.css'
import '../ui/message-card.css'
import './popup.css'
import { Popup } from './popup.tsx'

const wantedTab = new URLSearchParams(location.search).get('tabId')

// A popup has no width of its own; opened as a page it takes the window's.
document.documentElement.dataset.view = wantedTab === null ? 'popup' : 'page'

startPage(
  <ServicesProvider value={browserServices}>
    <Popup wantedTab={wantedTab} />
  </ServicesProvider>,
  browserServices.t('extension_name'),
  browserServices.t('language_tag'),
)
