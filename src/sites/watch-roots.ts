import type { Clock } from './clock.ts'
import type { CompiledSite } from './compile-site.ts'

export type TreeRoot = Document | ShadowRoot

/** A search of the whole page may take this share of the time at most: one part in … */
const SHARE = 5_000

/** Observes the document and the open shadow roots of a site: an observer does not see into those. */
export class RootWatch {
  readonly #observers = new Map<TreeRoot, MutationObserver>()
  /** Hosts on the page, with a shadow root or still without. */
  #hosts: Element[] = []
  #nextSearch = 0

  readonly #site: CompiledSite
  readonly #document: Document
  readonly #clock: Clock
  readonly #onRecords: (records: MutationRecord[]) => void
  constructor(
    site: CompiledSite,
    document: Document,
    clock: Clock,
    onRecords: (records: MutationRecord[]) => void,
  ) {
    this.#site = site
    this.#document = document
    this.#clock = clock
    this.#onRecords = onRecords
  }

  get roots(): readonly TreeRoot[] {
    return [...this.#observers.keys()]
  }

  /**
   * Takes up roots that appeared and lets go of those that left; returns the new ones. Hosts that were
   * added are told by observers; an element that became one by an attribute is found in time.
   */
  refresh(isHostNew = false): TreeRoot[] {
    if (isHostNew || this.#clock.now() >= this.#nextSearch) this.#searchHosts()
    const current = new Set<TreeRoot>([this.#document])
    for (const { isConnected, shadowRoot } of this.#hosts) {
      if (isConnected && shadowRoot !== null) current.add(shadowRoot)
    }
    for (const [root, observer] of this.#observers) {
      if (current.has(root)) continue
      observer.disconnect()
      this.#observers.delete(root)
    }
    const added = [...current].filter((root) => !this.#observers.has(root))
    for (const root of added) this.#observe(root)
    return added
  }

  stop(): void {
    for (const observer of this.#observers.values()) observer.disconnect()
    this.#observers.clear()
  }

  #searchHosts(): void {
    if (this.#site.shadowHosts.isEmpty) return
    const start = this.#clock.now()
    this.#hosts = Array.from(this.#site.shadowHosts.findAllIn(this.#document))
    const end = this.#clock.now()
    this.#nextSearch = end + (end - start) * SHARE
  }

  #observe(root: TreeRoot): void {
    const observer = new MutationObserver(this.#onRecords)
    const { watch } = this.#site.definition
    observer.observe(root, {
      childList: true,
      subtree: true,
      characterData: true,
      ...(watch.length === 0 ? {} : { attributes: true, attributeFilter: [...watch] }),
    })
    this.#observers.set(root, observer)
  }
}
