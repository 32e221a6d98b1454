import type { CompiledSite } from './compile-site.ts'
import type { RunState } from './read-unit.ts'
import type { UnitView } from './unit-view.ts'

/** Rows between two messages: day headings, "new" lines. */
const MAX_ROWS = 20

/** Messages of one sender one after another: only the first shows who wrote. */
export class Runs {
  readonly #states = new WeakMap<Element, RunState>()
  /** Units that show no sender, each with the one before it. */
  readonly #followers = new WeakMap<Element, Element | undefined>()

  readonly #site: CompiledSite
  constructor(site: CompiledSite) {
    this.#site = site
  }

  /** What a unit takes over from the one before it; undefined where it begins a run. */
  inherit(view: UnitView): RunState | undefined {
    const { unit } = view
    this.#followers.delete(unit)
    if (this.#site.runItem.isEmpty || view.holdsOutsideBody(this.#site.runHead)) return undefined
    const before = this.#findNeighbour(unit, 'previousElementSibling')
    this.#followers.set(unit, before)
    if (before === undefined || !this.#isSameSide(before, unit)) return undefined
    return this.#states.get(before)
  }

  /** The unit before a follower, where it was passed over: it may say who wrote. */
  findUnread(unit: Element): Element | undefined {
    const before = this.#followers.get(unit)
    return before === undefined || this.#states.has(before) ? undefined : before
  }

  /** Keeps a unit's state; returns the next unit if it must be read again because of it. */
  note(unit: Element, state: RunState): Element | undefined {
    if (this.#site.runItem.isEmpty) return undefined
    const before = this.#states.get(unit)
    this.#states.set(unit, state)
    if (before === state) return undefined
    if (before !== undefined && JSON.stringify(before) === JSON.stringify(state)) return undefined
    const next = this.#findNeighbour(unit, 'nextElementSibling')
    return next !== undefined && this.#followers.has(next) ? next : undefined
  }

  /**
   * Whether another unit stands before a unit now than when it was read. None is no other: a list
   * that drops what scrolled out of sight takes the sender from what stays.
   */
  isMoved(unit: Element): boolean {
    if (!this.#followers.has(unit)) return false
    const before = this.#findNeighbour(unit, 'previousElementSibling')
    return before !== undefined && before !== this.#followers.get(unit)
  }

  #isSameSide(a: Element, b: Element): boolean {
    return this.#site.runSame.each.every((selector) => a.matches(selector) === b.matches(selector))
  }

  #findNeighbour(
    unit: Element,
    direction: 'previousElementSibling' | 'nextElementSibling',
  ): Element | undefined {
    let row = this.#site.runItem.closest(unit)?.[direction] ?? null
    for (let rows = 0; row !== null && rows < MAX_ROWS; rows++) {
      const found = this.#site.unit.matches(row) ? row : this.#site.unit.findIn(row)
      if (found !== undefined) return found
      row = row[direction]
    }
    return undefined
  }
}
