import { useServices } from '../ui/services.ts'

/** What is read, and what never leaves this machine. */
export function About() {
  const { t, version } = useServices()
  return (
    <section id="about">
      <h2>{t('settings_about')}</h2>
      <p>{t('about_version', version)}</p>
      <h3>{t('about_reads_title')}</h3>
      <p>{t('about_reads')}</p>
      <h3>{t('about_keeps_title')}</h3>
      <p>{t('about_keeps')}</p>
      <h3>{t('about_never_title')}</h3>
      <p>{t('about_never')}</p>
      <h3>{t('about_limits_title')}</h3>
      <p>{t('about_limits')}</p>
    </section>
  )
}
