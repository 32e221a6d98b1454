import { browserServices } from '../ui/browser-services.ts'
import { ServicesProvider } from '../ui/services.ts'
import { startPage } from '../ui/start-page.ts'
import '../ui/base.css'
import '../ui/message-card.css'
import './welcome.css'
import { WelcomePage } from './welcome-page.tsx'

startPage(
  <ServicesProvider value={browserServices}>
    <WelcomePage />
  </ServicesProvider>,
  browserServices.t('welcome_title'),
  browserServices.t('language_tag'),
)
