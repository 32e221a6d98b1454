import type { UnitRead } from './read-unit.ts'

interface Reading {
  readonly id: string
  readonly isOutgoing: boolean
}

/** Which message stands in which element, so that none outlives its page. */
export class KnownUnits {
  private readonly readings = new WeakMap<Element, Reading>()
  private readonly elements = new Map<string, Set<Element>>()

  get size(): number {
    return this.elements.size
  }

  /** Notes what was read in an element; the id of what stood there before and now stands nowhere. */
  note(element: Element, { message }: UnitRead): string | undefined {
    const before = this.readings.get(element)
    const gone = before !== undefined && before.id !== message.id ? this.forget(element) : undefined
    const isOutgoing = message.direction === 'outgoing'
    this.readings.set(element, { id: message.id, isOutgoing })
    const elements = this.elements.get(message.id) ?? new Set()
    elements.delete(element)
    this.elements.set(message.id, elements.add(element))
    return gone
  }

  /** The id of a message that stands nowhere any more, now that it left this element. */
  forget(element: Element): string | undefined {
    const reading = this.readings.get(element)
    if (reading === undefined) return undefined
    this.readings.delete(element)
    const elements = this.elements.get(reading.id)
    elements?.delete(element)
    if (elements === undefined || elements.size > 0) return undefined
    this.elements.delete(reading.id)
    return reading.id
  }

  /** The element in which a message was read last: what was told of it stands there. */
  find(id: string): Element | undefined {
    return [...(this.elements.get(id) ?? [])].reverse().find((element) => element.isConnected)
  }

  hasRead(element: Element): boolean {
    return this.readings.has(element)
  }

  areAllOutgoing(): boolean {
    for (const elements of this.elements.values()) {
      for (const element of elements) {
        if (this.readings.get(element)?.isOutgoing !== true) return false
      }
    }
    return this.size > 0
  }

  all(): Element[] {
    return [...this.elements.values()].flatMap((elements) => [...elements])
  }
}
