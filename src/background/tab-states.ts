import { setBadge } from '../platform/badge.ts'
import { setToolbarIcon } from '../platform/toolbar-icon.ts'
import { listStoredKeys, readStored, removeStored, writeStored } from '../platform/storage.ts'
import { badgeText, iconState, newTabState, tabStateSchema, type TabState } from './tab-state.ts'

const PREFIX = 'tab '

/** The state of every tab, in session storage: it outlives the worker, but not the browser. */
export class TabStates {
  get(tabId: number): Promise<TabState | undefined> {
    return readStored('session', PREFIX + String(tabId), tabStateSchema)
  }

  async list(): Promise<TabState[]> {
    const keys = await listStoredKeys('session', PREFIX)
    const states = await Promise.all(keys.map((key) => readStored('session', key, tabStateSchema)))
    return states.filter((state) => state !== undefined)
  }

  /** State of a tab in which a reader runs: a new one where none is known. */
  async open(tabId: number, isPrivate: boolean): Promise<TabState> {
    return (await this.get(tabId)) ?? newTabState(tabId, isPrivate)
  }

  /** Stores the state and shows it in the badge. */
  async save(state: TabState): Promise<void> {
    await store(state)
    await setBadge(state.tabId, badgeText(state))
    await setToolbarIcon(state.tabId, iconState(state))
  }

  async drop(tabId: number): Promise<void> {
    await removeStored('session', [PREFIX + String(tabId)])
    await setBadge(tabId, '')
    await setToolbarIcon(tabId, 'idle')
  }
}

/** Where the session's quota is used up, the older half of the messages goes until the rest fits. */
async function store(state: TabState): Promise<void> {
  try {
    await writeStored('session', PREFIX + String(state.tabId), state)
  } catch (error) {
    if (state.messages.length === 0) throw error
    const kept = state.messages.slice(Math.ceil(state.messages.length / 2))
    await store({ ...state, messages: kept })
  }
}
