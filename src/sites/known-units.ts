import type { Way } from './field-tally.ts'
import type { UnitRead } from './read-unit.ts'

interface Reading {
  readonly id: string
  readonly isOutgoing: boolean
  readonly way: Way
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

  /** Notes what was read in an element; the id of what stood there before and now stands nowhere. */
  note(element: Element, { message, way }: UnitRead): string | undefined {
    const { id, direction } = message
    const gone = this.forget(element, id)
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
    return gone
  }

  /** The id of a message, unless it is `except`, that stands nowhere now that it left this element. */
  forget(element: Element, except?: string): string | undefined {
    const reading = this.#readings.get(element)
    if (reading === undefined) return undefined
    this.#readings.delete(element)
    reading.way.count--
    if (!reading.isOutgoing) {
      reading.way.others--
      this.#others--
    }
    const elements = this.#elements.get(reading.id) ?? []
    elements.splice(elements.indexOf(element), 1)
    if (elements.length > 0 || reading.id === except) return undefined
    this.#elements.delete(reading.id)
    return reading.id
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
