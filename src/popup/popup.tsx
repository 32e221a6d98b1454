import { useCallback, useMemo } from 'preact/hooks'
import { LoadFailure, OutcomeLine, useOutcome } from '../ui/outcome.tsx'
import { useServices } from '../ui/services.ts'
import { useLive } from '../ui/use-live.ts'
import { Inbox } from './inbox.tsx'
import { PageMessages } from './page-messages.tsx'
import { PageStatus } from './page-status.tsx'
import { parseTabId } from './parse-tab-id.ts'

/** `wantedTab`: the `tabId` of the popup's address; null for the tab in front of the user. */
export function Popup({ wantedTab }: { wantedTab: string | null }) {
  const { call, t, findActiveTab, openSettings } = useServices()
  const tabId = useMemo(
    () => async () => (wantedTab === null ? findActiveTab() : parseTabId(wantedTab)),
    [wantedTab, findActiveTab],
  )
  const tab = useLive(
    useCallback(async () => call('tab/get', { tabId: await tabId() }), [call, tabId]),
    'watched',
  )
  const inbox = useLive(
    useCallback(() => call('inbox/list', {}), [call]),
    'watched',
  )
  const { outcome, run } = useOutcome()
  const refresh = () => {
    tab.refresh()
    inbox.refresh()
  }
  return (
    <main>
      <header class="bar">
        <h1>{t('extension_name')}</h1>
        <button
          type="button"
          onClick={() => run(() => openSettings().then(() => t('settings_opened')))}
        >
          {t('settings_link')}
        </button>
      </header>
      <LoadFailure error={tab.error ?? inbox.error} />
      {tab.data && <PageStatus tab={tab.data} run={run} onChange={refresh} />}
      <PageMessages tab={tab.data} />
      <Inbox entries={inbox.data} run={run} onChange={refresh} />
      <OutcomeLine outcome={outcome} />
    </main>
  )
}
