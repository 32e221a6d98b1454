import { useCallback, useMemo } from 'preact/hooks'
import type { TabView } from '../platform/schema/views.ts'
import { LoadFailure, OutcomeLine, useOutcome } from '../ui/outcome.tsx'
import { Review } from '../ui/review/review.tsx'
import { useInbox } from '../ui/review/use-inbox.ts'
import { useServices } from '../ui/services.ts'
import { useLive, type Live } from '../ui/use-live.ts'
import { CheckSection } from './check-section.tsx'
import { PageMessages } from './page-messages.tsx'
import { PageStatus } from './page-status.tsx'
import { parseTabId } from './parse-tab-id.ts'
import { StopNotifications } from './stop-notifications.tsx'

interface Props {
  /** The `tabId` of the popup's address; null for the tab in front of the user. */
  readonly wantedTab: string | null
  /** The `key` of the popup's address: an entry of the inbox to look at, without any tab. */
  readonly wantedEntry: string | null
}

export function Popup({ wantedTab, wantedEntry }: Props) {
  const { t, openSettings, openReviewPage } = useServices()
  const findTab = useFindTab(wantedTab)
  const tab = useTab(findTab, wantedEntry === null)
  // What a private window's messages left in memory is shown where the user asks for it only.
  const withPrivate = wantedEntry !== null || tab.data?.privateWindow === true
  const inbox = useInbox({ withPrivate, wantedEntry })
  const { outcome, run } = useOutcome()
  const refresh = () => {
    tab.refresh()
    inbox.refresh()
  }
  return (
    <main>
      <header class="bar">
        <h1>{t('extension_name')}</h1>
        <div class="actions">
          <StopNotifications run={run} />
          <button
            type="button"
            onClick={() => run(() => openReviewPage().then(() => t('open_done')))}
          >
            {t('review_link')}
          </button>
          <button
            type="button"
            onClick={() => run(() => openSettings().then(() => t('settings_opened')))}
          >
            {t('settings_link')}
          </button>
        </div>
      </header>
      <LoadFailure error={tab.error} />
      <LoadFailure error={inbox.error} />
      {tab.data && <PageStatus tab={tab.data} findTab={findTab} run={run} onChange={refresh} />}
      <CheckSection isPrivate={tab.data?.privateWindow === true} run={run} />
      <JumpToInbox tab={tab.data} count={inbox.page?.total ?? 0} />
      {wantedEntry === null && <PageMessages tab={tab.data} />}
      <Review
        inbox={inbox}
        wantedEntry={wantedEntry}
        hasRoom={false}
        run={run}
        onChange={refresh}
      />
      <OutcomeLine outcome={outcome} run={run} />
    </main>
  )
}

function useFindTab(wantedTab: string | null): () => Promise<number> {
  const { findActiveTab } = useServices()
  return useMemo(
    () => async () => (wantedTab === null ? findActiveTab() : parseTabId(wantedTab)),
    [wantedTab, findActiveTab],
  )
}

function useTab(findTab: () => Promise<number>, isWanted: boolean): Live<TabView | undefined> {
  const { call } = useServices()
  const load = useCallback(
    async () => (isWanted ? call('tab/get', { tabId: await findTab() }) : undefined),
    [call, findTab, isWanted],
  )
  return useLive(load, 'polled')
}

interface JumpProps {
  readonly tab: TabView | undefined
  /** Entries of the inbox. */
  readonly count: number
}

/** The way past a long list of messages. */
function JumpToInbox({ tab, count }: JumpProps) {
  const { t } = useServices()
  if (count === 0 || (tab?.messages ?? []).length === 0) return null
  return (
    <a class="jump" href="#flagged-messages">
      {t('inbox_jump', count)}
    </a>
  )
}
