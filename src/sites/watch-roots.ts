import type { CompiledSite } from './compile-site.ts'

export type TreeRoot = Document | ShadowRoot

/** Observes the document and the open shadow roots of a site: an observer does not see into those. */
export class RootWatch {
  private readonly observers = new Map<TreeRoot, MutationObserver>()

  constructor(
    private readonly site: CompiledSite,
    private readonly document: Document,
    private readonly onRecords: (records: readonly MutationRecord[]) => void,
  ) {}

  get roots(): readonly TreeRoot[] {
    return [...this.observers.keys()]
  }

  /** Takes up roots that appeared and lets go of those that left; returns the new ones. */
  refresh(): TreeRoot[] {
    const hosts = this.site.shadowHosts.findAllIn(this.document)
    const shadows = hosts.flatMap((host) => (host.shadowRoot === null ? [] : [host.shadowRoot]))
    const current = new Set<TreeRoot>([this.document, ...shadows])
    for (const [root, observer] of this.observers) {
      if (current.has(root)) continue
      observer.disconnect()
      this.observers.delete(root)
    }
    const added = [...current].filter((root) => !this.observers.has(root))
    for (const root of added) this.observe(root)
    return added
  }

  stop(): void {
    for (const observer of this.observers.values()) observer.disconnect()
    this.observers.clear()
  }

  private observe(root: TreeRoot): void {
    const observer = new MutationObserver((records) => {
      this.onRecords(records)
    })
    const { watch } = this.site.definition
    observer.observe(root, {
      childList: true,
      subtree: true,
      characterData: true,
      ...(watch.length === 0 ? {} : { attributes: true, attributeFilter: [...watch] }),
    })
    this.observers.set(root, observer)
  }
}
