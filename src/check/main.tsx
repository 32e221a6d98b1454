import { browserServices } from '../ui/browser-services.ts'
import { ServicesProvider } from '../ui/services.ts'
import { startPage } from '../ui/start-page.ts'
import '../ui/base.css'
import '../ui/message-card.css'
import '../ui/check/check.css'
import './check-page.css'
import { CheckPage } from './check-page.tsx'

const selection = new URLSearchParams(location.search).get('id')

startPage(
  <ServicesProvider value={browserServices}>
    <CheckPage selection={selection} />
  </ServicesProvider>,
  browserServices.t('check_title'),
  browserServices.t('language_tag'),
)
