import { browserServices } from '../ui/browser-services.ts'
import { ServicesProvider } from '../ui/services.ts'
import { startPage } from '../ui/start-page.ts'
import '../ui/base.css'
import '../ui/filters.css'
import '../ui/switch.css'
import './settings.css'
import './sources/sources.css'
import './rule/rule.css'
import { Settings } from './settings.tsx'

startPage(
  <ServicesProvider value={browserServices}>
    <Settings />
  </ServicesProvider>,
  browserServices.t('settings_title'),
  browserServices.t('language_tag'),
)
