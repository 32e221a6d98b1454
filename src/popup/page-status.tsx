import { isFlagged } from '../engine/verdict.ts'
import type { TabView } from '../platform/schema/views.ts'
import { ProtectButton } from '../ui/protect-button.tsx'
import { describeTrouble } from '../ui/describe-trouble.ts'
import type { RunAction } from '../ui/outcome.tsx'
import { useServices, type Translate } from '../ui/services.ts'
import { PageSite } from './page-site.tsx'

interface Props {
  readonly tab: TabView
  readonly findTab: () => Promise<number>
  readonly run: RunAction
  readonly onChange: () => void
}

interface Status {
  readonly sentence: string
  readonly help?: string
}

/** What Lurewatch does on this page, in words. */
export function PageStatus({ tab, findTab, run, onChange }: Props) {
  const { t } = useServices()
  const { sentence, help } = describeStatus(t, tab)
  return (
    <section class="status" data-status={tab.status}>
      <h2 class="status-line">
        {tab.status === 'unreadable' && (
          <span class="status-sign" aria-hidden="true">
            !
          </span>
        )}
        {sentence}
      </h2>
      {tab.trouble !== undefined && <p>{describeTrouble(t, tab.trouble)}</p>}
      {help !== undefined && <p>{help}</p>}
      {tab.status === 'unprotected' && tab.origin !== undefined && (
        <ProtectButton
          origin={tab.origin}
          also={tab.also ?? []}
          class="main-action"
          run={run}
          onChange={onChange}
        />
      )}
      {tab.refused !== undefined && <p>{t('status_refused', tab.refused)}</p>}
      {tab.privateWindow && <p class="soft">{t('status_private')}</p>}
      <PageSite tab={tab} findTab={findTab} run={run} onChange={onChange} />
    </section>
  )
}

function describeStatus(t: Translate, tab: TabView): Status {
  const site = tab.siteName ?? tab.host
  if (tab.switchedOff === true) return { sentence: t('status_switched_off', site) }
  switch (tab.status) {
    case 'reading': {
      const flagged = tab.messages.filter((m) => isFlagged(m.verdict.level) && !m.dismissed)
      return { sentence: t('status_reading', site, tab.messages.length, flagged.length) }
    }
    case 'empty':
      return { sentence: t('status_empty', site), help: t('status_empty_help') }
    case 'unreadable':
      return { sentence: t('status_unreadable', site), help: t('status_unreadable_help') }
    case 'unprotected':
      return {
        sentence: t('status_unprotected', site),
        help: t('status_unprotected_help', tab.host),
      }
    case 'unknown':
      return tab.host === ''
        ? { sentence: t('status_unknown_no_host') }
        : { sentence: t('status_unknown', tab.host), help: t('status_unknown_help') }
  }
}
