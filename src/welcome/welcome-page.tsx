import { AboutTexts } from '../ui/about-texts.tsx'
import { OutcomeLine, useOutcome } from '../ui/outcome.tsx'
import { useServices } from '../ui/services.ts'
import { SampleWarning } from './sample-warning.tsx'
import { WelcomeSites } from './welcome-sites.tsx'

/** What somebody sees who has just installed the extension, and never again unasked. */
export function WelcomePage() {
  const { t } = useServices()
  const { outcome, run } = useOutcome()
  return (
    <main>
      <h1>{t('welcome_title')}</h1>
      <p>{t('welcome_intro')}</p>
      <section>
        <h2>{t('welcome_next_title')}</h2>
        <ul>
          <li>{t('welcome_next_pin')}</li>
          <li>{t('welcome_next_nothing')}</li>
          <li>{t('welcome_next_check')}</li>
        </ul>
      </section>
      <SampleWarning />
      <WelcomeSites run={run} />
      <section>
        <h2>{t('settings_about')}</h2>
        <AboutTexts />
      </section>
      <OutcomeLine outcome={outcome} />
    </main>
  )
}
