import { findShown, type ShownMessage, type TabState } from './tab-state.ts'
import type { TabStates } from './tab-states.ts'

/**
 * The other tabs in which a message may stand, listed only when a verdict there may change. A
 * private window's messages say nothing to other windows, nor theirs to it.
 */
export class Neighbours {
  readonly #tabs: TabStates
  readonly #own: { readonly tabId: number; readonly isPrivate: boolean }
  #states: Promise<TabState[]> | undefined

  constructor(tabs: TabStates, own: { readonly tabId: number; readonly isPrivate: boolean }) {
    this.#tabs = tabs
    this.#own = own
  }

  list(): Promise<TabState[]> {
    this.#states ??= this.#load()
    return this.#states
  }

  async findShown(key: string): Promise<ShownMessage | undefined> {
    for (const state of await this.list()) {
      const shown = findShown(state, key)
      if (shown !== undefined) return shown
    }
    return undefined
  }

  async #load(): Promise<TabState[]> {
    const { tabId, isPrivate } = this.#own
    const states = await this.#tabs.list()
    return states.filter((state) => state.tabId !== tabId && state.isPrivate === isPrivate)
  }
}
