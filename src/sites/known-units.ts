import type { Way } from './field-tally.ts'
import type { UnitRead } from './read-unit.ts'

interface Reading {
  readonly id: string
  readonly isOutgoing: boolean
  readonly way: Way
}

/** What became of a message whose element is no longer its own. */
export interface Departure {
  /** Its id, where it stands nowhere any more. */
  readonly gone?: string
  /** Another element that shows it: what was told last may have stood in the one that left. */
  readonly other?: Element
}

/** Which message stands in which element, so that none outlives its page. */
export class KnownUnits {
  readonly #readings = new WeakMap<Element, Reading>()
  /** Elements that show a message, the newest last. */
  readonly #elements = new Map<string, Element[]>()
  #others = 0

  get size(): number {
    return this.#elements.size
  }

  /** Notes what was read in an element; answers what became of what stood there before. */
  note(element: Element, { message, way }: UnitRead): Departure {
    const { id, direction } = message
    const departure = this.forget(element, id)
    const isOutgoing = direction === 'outgoing'
    this.#readings.set(element, { id, isOutgoing, way })
    way.count++
    if (!isOutgoing) {
      way.others++
      this.#others++
    }
    const elements = this.#elements.get(id)
    if (elements === undefined) this.#elements.set(id, [element])
    else elements.push(element)
    return departure
  }

  /** A message leaves an element, unless it is `except`. */
  forget(element: Element, except?: string): Departure {
    const reading = this.#readings.get(element)
    if (reading === undefined) return {}
    this.#readings.delete(element)
    reading.way.count--
    if (!reading.isOutgoing) {
      reading.way.others--
      this.#others--
    }
    const elements = this.#elements.get(reading.id) ?? []
    elements.splice(elements.indexOf(element), 1)
    if (reading.id === except) return {}
    if (elements.length > 0) {
      const other = this.find(reading.id)
      return other === undefined ? {} : { other }
    }
    this.#elements.delete(reading.id)
    return { gone: reading.id }
  }

  /** The newest element that shows a message. */
  find(id: string): Element | undefined {
    return this.#elements.get(id)?.findLast((element) => element.isConnected)
  }

  hasRead(element: Element): boolean {
    return this.#readings.has(element)
  }

  areAllOutgoing(): boolean {
    return this.size > 0 && this.#others === 0
  }

  all(): Element[] {
    return [...this.#elements.values()].flat()
  }
}
