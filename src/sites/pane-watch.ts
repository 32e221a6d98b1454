import type { CompiledSite } from './compile-site.ts'
import { isPaneScope } from './compiled-source.ts'
import type { SiteDefinition, Source } from './definition.ts'
import { PaneCache } from './pane-cache.ts'
import { UnitView } from './unit-view.ts'

/**
 * Tells when what a conversation shows around its messages (subject, headline, what is collapsed)
 * changed after they were read.
 */
export class PaneWatch {
  readonly #sources: readonly Source[]
  readonly #signs: SiteDefinition['unread']
  readonly #heads = new Map<Node, { readonly units: Set<Element>; values: string }>()

  readonly #site: CompiledSite
  constructor(site: CompiledSite) {
    this.#site = site

    const candidates = site.fields.flatMap((field) => field.candidates)
    const sources = candidates.flatMap((candidate): Source[] =>
      candidate.where === undefined ? [candidate] : [candidate, candidate.where.is],
    )
    const { outgoing, incoming } = site.definition
    const conditions = [...outgoing, ...incoming].flat()
    const proofs = conditions.flatMap(({ value, is }) => (is === undefined ? [value] : [value, is]))
    this.#sources = [...sources, ...proofs.filter((source) => site.isUsable(source))].filter(
      ({ scope }) => isPaneScope(scope),
    )
    this.#signs = site.definition.unread.filter(
      (sign) => isPaneScope(sign.scope) && site.isUsable(sign),
    )
  }

  /** A unit was read in this root. */
  note(root: Node, unit: Element): void {
    const known = this.#heads.get(root)
    if (known !== undefined) known.units.add(unit)
    else this.#heads.set(root, { units: new Set([unit]), values: this.#readHead(unit) })
  }

  /** Roots whose head differs from when it was last looked at. */
  findChanged(): Node[] {
    const changed: Node[] = []
    for (const [root, head] of this.#heads) {
      const unit = takeFirstInside(root, head.units)
      if (unit === undefined) {
        this.#heads.delete(root)
        continue
      }
      const values = this.#readHead(unit)
      if (values === head.values) continue
      head.values = values
      changed.push(root)
    }
    return changed
  }

  #readHead(unit: Element): string {
    const view = new UnitView(this.#site, unit, new PaneCache())
    const signs = this.#signs.map((sign) => view.holds(sign))
    return JSON.stringify([...this.#sources.map((source) => view.read(source) ?? null), ...signs])
  }
}

/** The first unit that still stands in the root; those that left before it are forgotten. */
function takeFirstInside(root: Node, units: Set<Element>): Element | undefined {
  for (const unit of units) {
    if (unit.isConnected && root.contains(unit)) return unit
    units.delete(unit)
  }
  return undefined
}
