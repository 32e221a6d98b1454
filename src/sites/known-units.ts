import type { Message } from '../engine/message.ts'
import { hashText } from './hash-text.ts'
import type { UnitRead } from './read-unit.ts'

interface Reading {
  readonly id: string
  readonly hash: string
  readonly isOutgoing: boolean
}

/** Which message stands in which element, so that none is reported twice and none outlives its page. */
export class KnownUnits {
  private readonly readings = new WeakMap<Element, Reading>()
  private readonly elements = new Map<string, Set<Element>>()
  private hashes = new Map<string, string>()

  get size(): number {
    return this.elements.size
  }

  /** Notes what was read in an element. `isNews`: to be reported; `gone`: what stood there before. */
  note(element: Element, read: UnitRead): { isNews: boolean; gone?: string } {
    const { message } = read
    const hash = hashText(JSON.stringify([message, read.unread]))
    const before = this.readings.get(element)
    const gone = before !== undefined && before.id !== message.id ? this.forget(element) : undefined
    const isSame = before?.id === message.id && before.hash === hash && this.has(element, before.id)
    const isNews = !isSame && this.hashes.get(message.id) !== hash
    this.readings.set(element, { id: message.id, hash, isOutgoing: isOutgoing(message) })
    const elements = this.elements.get(message.id) ?? new Set()
    this.elements.set(message.id, elements.add(element))
    this.hashes.set(message.id, hash)
    return { isNews, ...(gone === undefined ? {} : { gone }) }
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
    this.hashes.delete(reading.id)
    return reading.id
  }

  /** Everything is news again. */
  forgetContents(): void {
    this.hashes = new Map()
    for (const element of this.all()) {
      const reading = this.readings.get(element)
      if (reading !== undefined) this.readings.set(element, { ...reading, hash: '' })
    }
  }

  /** The newest element that shows a message. */
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

  private has(element: Element, id: string): boolean {
    return this.elements.get(id)?.has(element) === true
  }
}

function isOutgoing(message: Message): boolean {
  return message.direction === 'outgoing'
}
