import type { CompiledSite } from './compile-site.ts'
import type { Source } from './definition.ts'
import { PaneCache } from './pane-cache.ts'
import { UnitView } from './unit-view.ts'

/** Tells when the head of a conversation (subject, headline) changed after its messages were read. */
export class PaneWatch {
  private readonly sources: readonly Source[]
  private readonly heads = new Map<Node, { unit: Element; values: string }>()

  constructor(private readonly site: CompiledSite) {
    const candidates = [...site.fields.values()].flat()
    const sources = candidates.flatMap((candidate): Source[] =>
      candidate.where === undefined ? [candidate] : [candidate, candidate.where.is],
    )
    this.sources = sources.filter(
      ({ scope }) => scope === 'root outside body' || scope === 'document',
    )
  }

  /** A unit was read in this root. */
  note(root: Node, unit: Element): void {
    const known = this.heads.get(root)
    if (known !== undefined && known.unit.isConnected) return
    this.heads.set(root, { unit, values: this.readHead(unit) })
  }

  /** Roots whose head differs from when it was last looked at. */
  findChanged(): Node[] {
    const changed: Node[] = []
    for (const [root, head] of this.heads) {
      if (!head.unit.isConnected || !root.contains(head.unit)) {
        this.heads.delete(root)
        continue
      }
      const values = this.readHead(head.unit)
      if (values === head.values) continue
      head.values = values
      changed.push(root)
    }
    return changed
  }

  private readHead(unit: Element): string {
    const view = new UnitView(this.site, unit, new PaneCache())
    return JSON.stringify(this.sources.map((source) => view.read(source) ?? null))
  }
}
