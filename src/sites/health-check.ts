import type { PageHealth } from './batch.ts'
import type { Clock } from './clock.ts'
import type { CompiledSite } from './compile-site.ts'
import type { FieldCounts, FieldTally } from './field-tally.ts'
import type { KnownUnits } from './known-units.ts'
import { matchesPage } from './match-page.ts'
import type { DefinitionFault } from './parse-definition.ts'
import type { TreeRoot } from './watch-roots.ts'

/** Time that a page gets to show its messages once its frame is there, in milliseconds. */
const GRACE = 3_000

/** Why messages can't be read. */
export interface Trouble {
  readonly kind: 'no-messages' | 'all-own' | 'field-missing'
  /** Fields that most messages lack. */
  readonly fields: readonly string[]
}

/** How reading goes. */
export interface ReadingDetails {
  readonly trouble?: Trouble
  readonly fields: FieldCounts
  readonly faults: readonly DefinitionFault[]
}

export interface HealthReport {
  readonly health: PageHealth
  /** Absent where nothing of note changed since it was told last. */
  readonly details?: ReadingDetails
}

/** Tells "nothing open here" from "a message is open and can't be read". */
export class HealthCheck {
  #troubledSince: number | undefined
  #recheckIn: number | undefined
  #told = ''
  #toldSize = 0

  readonly #site: CompiledSite
  readonly #document: Document
  readonly #clock: Clock
  readonly #tally: FieldTally
  constructor(site: CompiledSite, document: Document, clock: Clock, tally: FieldTally) {
    this.#site = site
    this.#document = document
    this.#clock = clock
    this.#tally = tally
  }

  /**
   * Milliseconds from the last judgement until it may change by itself. Not asked of the clock again:
   * the grace may end between the judgement and the question.
   */
  get recheckIn(): number | undefined {
    return this.#recheckIn
  }

  /** Whoever is told of it must be told again. */
  forgetTold(): void {
    this.#told = ''
  }

  judge(known: KnownUnits, roots: readonly TreeRoot[]): HealthReport {
    const trouble = this.#findTrouble(known, roots)
    if (trouble === undefined) this.#troubledSince = undefined
    else this.#troubledSince ??= this.#clock.now()
    this.#recheckIn = this.#graceLeft()
    const isSure = trouble !== undefined && this.#recheckIn === undefined
    const isReading = known.size > 0 && (trouble !== undefined || !known.areAllOutgoing())
    const health = isSure ? 'unreadable' : isReading ? 'reading' : 'empty'
    return this.#report(health, isSure ? trouble : undefined, known.size)
  }

  #graceLeft(): number | undefined {
    if (this.#troubledSince === undefined) return undefined
    const wait = this.#troubledSince + GRACE - this.#clock.now()
    return wait > 0 ? wait : undefined
  }

  #findTrouble(known: KnownUnits, roots: readonly TreeRoot[]): Trouble | undefined {
    if (known.size > 0 && !known.areAllOutgoing()) {
      const fields = this.#tally.listMissing(this.#site.definition.expected)
      return fields.length > 0 ? { kind: 'field-missing', fields } : undefined
    }
    if (!this.#isAnchored(roots)) return undefined
    return { kind: known.size === 0 ? 'no-messages' : 'all-own', fields: [] }
  }

  #isAnchored(roots: readonly TreeRoot[]): boolean {
    return (
      matchesPage(this.#site.definition.pages, this.#document.location.href) &&
      roots.some((root) => this.#site.anchor.findIn(root) !== undefined)
    )
  }

  /** Counts are told again when there are twice as many messages. */
  #report(health: PageHealth, trouble: Trouble | undefined, size: number): HealthReport {
    const gist = JSON.stringify([health, trouble])
    if (gist === this.#told && (size === 0 || size < this.#toldSize * 2)) return { health }
    this.#told = gist
    this.#toldSize = size
    const details = { fields: this.#tally.count(), faults: this.#site.faults }
    return { health, details: trouble === undefined ? details : { ...details, trouble } }
  }
}
