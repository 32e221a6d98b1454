import { AboutTexts } from '../ui/about-texts.tsx'
import { useServices } from '../ui/services.ts'

export function About() {
  const { t, version } = useServices()
  return (
    <section id="about">
      <h2>{t('settings_about')}</h2>
      <p>{t('about_version', version)}</p>
      <AboutTexts />
    </section>
  )
}
