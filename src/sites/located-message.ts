import type { CompiledSite } from './compile-site.ts'
import type { MessageSpot } from './page-reader.ts'
import { PaneCache } from './pane-cache.ts'
import { createBodyRules, readUnit, type UnitRead } from './read-unit.ts'
import { readBodies, type TextRead } from './read-text.ts'
import type { TextSegment } from './text-builder.ts'

interface Reading {
  readonly text: TextRead
  readonly quoted: TextRead
  readonly hidden: TextRead
}

/**
 * One message where it stands on the page. The page is read anew for it, so that a range never points
 * at nodes that the page has replaced meanwhile.
 */
export class LocatedMessage {
  private read: { unit: UnitRead; body: Reading } | undefined

  private readonly site: CompiledSite
  readonly element: Element

  constructor({ site, element }: MessageSpot) {
    this.site = site
    this.element = element
  }

  /** Where a warning goes: beside the part that the definition names, else after the message. */
  findPlace(): { readonly element: Element; readonly at: 'before' | 'after' } {
    for (const { select, at } of this.site.definition.place) {
      if (!this.site.isUsable({ select })) continue
      const body = this.readNow()?.unit.bodies[0]
      const place = this.element.querySelector(select)
      if (place !== null && body?.contains(place) !== true) return { element: place, at }
      if (place !== null && place === body) return { element: place, at }
    }
    return { element: this.element, at: 'after' }
  }

  /** The range that shows `text`, which is units `start` to `end` of a field; undefined if it is not there. */
  findRange(field: string, start: number, end: number, text: string): Range | undefined {
    const read = this.readNow()
    if (read === undefined) return undefined
    if (field === 'text' || field === 'quoted' || field === 'hidden') {
      return makeRange(read.body[field], start, end, text)
    }
    const origin = read.unit.origins.get(field)
    if (origin === undefined) return undefined
    const shown = drain(readBodies([origin], createBodyRules(this.site))).text
    const at = shown.text.indexOf(text)
    return at < 0 ? undefined : makeRange(shown, at, at + text.length, text)
  }

  private readNow(): { unit: UnitRead; body: Reading } | undefined {
    if (this.read !== undefined) return this.read
    const unit = drain(readUnit(this.site, this.element, new PaneCache(), () => undefined))
    if (unit === undefined) return undefined
    this.read = { unit, body: drain(readBodies(unit.bodies, createBodyRules(this.site))) }
    return this.read
  }
}

function makeRange(read: TextRead, start: number, end: number, text: string): Range | undefined {
  if (read.text.slice(start, end) !== text || end <= start) return undefined
  const first = read.segments.find((segment) => segment.start + segment.length > start)
  const last = read.segments.findLast((segment) => segment.start < end)
  if (first === undefined || last === undefined || first.start > last.start) return undefined
  const range = first.node.ownerDocument.createRange()
  range.setStart(first.node, toOffset(first, start))
  range.setEnd(last.node, toOffset(last, end))
  return range
}

function toOffset(segment: TextSegment, at: number): number {
  const inside = Math.min(Math.max(at - segment.start, 0), segment.length)
  return Math.min(segment.offset + inside, segment.node.length)
}

function drain<T>(steps: Generator<void, T, void>): T {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}
