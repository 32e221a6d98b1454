import { browserServices } from '../ui/browser-services.ts'
import { ServicesProvider } from '../ui/services.ts'
import { startPage } from '../ui/start-page.ts'
import '../ui/base.css'
import './editor.css'
import { EditorPage } from './editor-page.tsx'

startPage(
  <ServicesProvider value={browserServices}>
    <EditorPage address={new URLSearchParams(location.search)} />
  </ServicesProvider>,
  browserServices.t('editor_title'),
  browserServices.t('language_tag'),
)
