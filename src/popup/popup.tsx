import { useCallback, useMemo } from 'preact/hooks'
import type { FlaggedEntry, TabView } from '../platform/schema/views.ts'
import { LoadFailure, OutcomeLine, useOutcome } from '../ui/outcome.tsx'
import { useServices } from '../ui/services.ts'
import { useLive, type Live } from '../ui/use-live.ts'
import { CheckSection } from './check-section.tsx'
import { Inbox } from './inbox.tsx'
import { PageMessages } from './page-messages.tsx'
import { PageStatus } from './page-status.tsx'
import { parseTabId } from './parse-tab-id.ts'

interface Props {
  /** The `tabId` of the popup's address; null for the tab in front of the user. */
  readonly wantedTab: string | null
  /** The `key` of the popup's address: an entry of the inbox to look at, without any tab. */
  readonly wantedEntry: string | null
}

export function Popup({ wantedTab, wantedEntry }: Props) {
  const { call, t, openSettings } = useServices()
  const findTab = useFindTab(wantedTab)
  const tab = useTab(findTab, wantedEntry === null)
  // What a private window's messages left in memory is shown where the user asks for it only.
  const withPrivate = wantedEntry !== null || tab.data?.privateWindow === true
  const inbox = useLive(
    useCallback(() => call('inbox/list', { withPrivate }), [call, withPrivate]),
    'told',
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
      <LoadFailure error={tab.error} />
      <LoadFailure error={inbox.error} />
      {tab.data && <PageStatus tab={tab.data} findTab={findTab} run={run} onChange={refresh} />}
      <CheckSection isPrivate={tab.data?.privateWindow === true} run={run} />
      <JumpToInbox tab={tab.data} entries={inbox.data} />
      {wantedEntry === null && <PageMessages tab={tab.data} />}
      <Inbox entries={inbox.data} wantedEntry={wantedEntry} run={run} onChange={refresh} />
      <OutcomeLine outcome={outcome} />
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
  readonly entries: readonly FlaggedEntry[] | undefined
}

/** The way past a long list of messages. */
function JumpToInbox({ tab, entries = [] }: JumpProps) {
  const { t } = useServices()
  if (entries.length === 0 || (tab?.messages ?? []).length === 0) return null
  return (
    <a class="jump" href="#flagged-messages">
      {t('inbox_jump', entries.length)}
    </a>
  )
}
