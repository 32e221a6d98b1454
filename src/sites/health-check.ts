import type { PageHealth } from './batch.ts'
import type { Clock } from './clock.ts'
import type { CompiledSite } from './compile-site.ts'
import type { KnownUnits } from './known-units.ts'
import { matchesPage } from './match-page.ts'
import type { TreeRoot } from './watch-roots.ts'

/** Time that a page gets to show its messages once its frame is there, in milliseconds. */
const GRACE = 3_000

/** Tells "nothing open here" from "a message is open and can't be read". */
export class HealthCheck {
  private troubledSince: number | undefined

  constructor(
    private readonly site: CompiledSite,
    private readonly document: Document,
    private readonly clock: Clock,
  ) {}

  /** Milliseconds until the last judgement may change by itself. */
  get recheckIn(): number | undefined {
    if (this.troubledSince === undefined) return undefined
    const wait = this.troubledSince + GRACE - this.clock.now()
    return wait > 0 ? wait : undefined
  }

  judge(known: KnownUnits, roots: readonly TreeRoot[]): PageHealth {
    const isAnchored =
      matchesPage(this.site.definition.pages, this.document.location.href) &&
      roots.some((root) => this.site.anchor.findIn(root) !== undefined)
    const isReading = known.size > 0 && !known.areAllOutgoing()
    if (isReading || !isAnchored) {
      this.troubledSince = undefined
      return isReading ? 'reading' : 'empty'
    }
    this.troubledSince ??= this.clock.now()
    if (this.recheckIn === undefined) return 'unreadable'
    return known.size > 0 ? 'reading' : 'empty'
  }
}
