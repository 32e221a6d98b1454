import type { CompiledSite } from './compile-site.ts'
import type { SiteDefinition, Source } from './definition.ts'
import { PaneCache } from './pane-cache.ts'
import { isPaneScope, UnitView } from './unit-view.ts'

/**
 * Tells when what a conversation shows around its messages (subject, headline, what is collapsed)
 * changed after they were read.
 */
export class PaneWatch {
  private readonly sources: readonly Source[]
  private readonly signs: SiteDefinition['unread']
  private readonly heads = new Map<Node, { unit: Element; values: string }>()

  constructor(private readonly site: CompiledSite) {
    const candidates = [...site.fields.values()].flat()
    const sources = candidates.flatMap((candidate): Source[] =>
      candidate.where === undefined ? [candidate] : [candidate, candidate.where.is],
    )
    this.sources = sources.filter(({ scope }) => isPaneScope(scope))
    this.signs = site.definition.unread.filter(
      (sign) => isPaneScope(sign.scope) && site.isUsable(sign),
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
    const signs = this.signs.map((sign) => view.holds(sign))
    return JSON.stringify([...this.sources.map((source) => view.read(source) ?? null), ...signs])
  }
}
