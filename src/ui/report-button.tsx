import type { RunAction } from './outcome.tsx'
import { useServices } from './services.ts'

interface Props {
  /** The tab whose page is described; undefined where none is open. */
  readonly findTab: () => Promise<number | undefined>
  readonly siteName: string
  readonly describedBy?: string | undefined
  readonly run: RunAction
}

/** Puts the structure of a page, without any text of it, on the clipboard. */
export function ReportButton({ findTab, siteName, describedBy, run }: Props) {
  const { call, copyText, t } = useServices()
  const copy = () =>
    run(async () => {
      const tabId = await findTab()
      if (tabId === undefined) throw new Error(t('report_no_tab', siteName))
      const { report } = await call('tab/report', { tabId })
      await copyText(report)
      return t('report_copied')
    })
  return (
    <button type="button" aria-describedby={describedBy} onClick={copy}>
      {t('report_copy')}
    </button>
  )
}
