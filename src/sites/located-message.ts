import type { CompiledSite } from './compile-site.ts'
import type { MessageSpot } from './page-reader.ts'
import { PaneCache } from './pane-cache.ts'
import { readAttachments } from './read-attachments.ts'
import { findOrigin } from './read-fields.ts'
import { createBodyRules } from './read-unit.ts'
import { readBodies, type BodyContent, type Part } from './read-text.ts'
import type { TextSegment } from './text-builder.ts'
import { UnitView } from './unit-view.ts'

interface BodyRead extends BodyContent {
  /** Which nodes show the texts. */
  readonly segments: Readonly<Record<Part, readonly TextSegment[]>>
}

/**
 * One message where it stands on the page. The page is read anew for it, so that a range never points
 * at nodes that the page has replaced meanwhile.
 */
export class LocatedMessage {
  readonly element: Element
  readonly #site: CompiledSite
  readonly #pane = new PaneCache()
  readonly #view: UnitView
  #body: BodyRead | undefined

  constructor({ site, element }: MessageSpot) {
    this.#site = site
    this.element = element
    this.#view = new UnitView(site, element, this.#pane)
  }

  /** Where a warning goes: beside the part that the definition names, else after the message. */
  findPlace(): { readonly element: Element; readonly at: 'before' | 'after' } {
    for (const { select, at } of this.#site.definition.place) {
      const place = this.#site.isUsable({ select }) ? this.element.querySelector(select) : null
      if (place !== null && !this.#isInsideBody(place)) return { element: place, at }
    }
    return { element: this.element, at: 'after' }
  }

  /** Attachments outside the body, each in the element that shows it. */
  findAttachments(): { readonly element: Element; readonly name: string }[] {
    return readAttachments(this.#view, this.#pane).map(({ element, attachment }) => ({
      element,
      name: attachment.name,
    }))
  }

  /** The range that shows `text`, which is units `start` to `end` of a field; undefined if it is not there. */
  findRange(field: string, start: number, end: number, text: string): Range | undefined {
    if (field === 'text' || field === 'quoted' || field === 'hidden') {
      this.#body ??= this.#readElements(this.#view.bodies)
      return makeRange(this.#body, field, start, end, text)
    }
    const origin = this.#findFieldOrigin(field)
    if (origin === undefined) return undefined
    const shown = this.#readElements([origin])
    const at = shown.text.indexOf(text)
    return at < 0 ? undefined : makeRange(shown, 'text', at, at + text.length, text)
  }

  #isInsideBody(place: Element): boolean {
    return this.#view.bodies.some((body) => body !== place && body.contains(place))
  }

  #findFieldOrigin(field: string): Element | undefined {
    const [list, index] = field.split('.')
    if (list !== 'attachments') return findOrigin(this.#view, field)
    return readAttachments(this.#view, this.#pane)[Number(index)]?.element
  }

  #readElements(elements: readonly Element[]): BodyRead {
    const segments: Record<Part, TextSegment[]> = { text: [], quoted: [], hidden: [] }
    const steps = readBodies(elements, createBodyRules(this.#site), (part, segment) => {
      segments[part].push(segment)
    })
    for (;;) {
      const step = steps.next()
      if (step.done === true) return { ...step.value, segments }
    }
  }
}

function makeRange(
  read: BodyRead,
  part: Part,
  start: number,
  end: number,
  text: string,
): Range | undefined {
  if (read[part].slice(start, end) !== text || end <= start) return undefined
  const segments = read.segments[part]
  const first = segments.find((segment) => segment.start + segment.length > start)
  const last = segments.findLast((segment) => segment.start < end)
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
