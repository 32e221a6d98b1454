import { useServices } from './services.ts'

/** What is read and kept, what never leaves this machine, and what a verdict does not prove. */
export function AboutTexts() {
  const { t } = useServices()
  return (
    <>
      <h3>{t('about_reads_title')}</h3>
      <p>{t('about_reads')}</p>
      <h3>{t('about_keeps_title')}</h3>
      <p>{t('about_keeps')}</p>
      <h3>{t('about_never_title')}</h3>
      <p>{t('about_never')}</p>
      <h3>{t('about_limits_title')}</h3>
      <p>{t('about_limits')}</p>
    </>
  )
}
