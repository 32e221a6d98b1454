import { TextBuilder, cutWhole, type TextSegment } from './text-builder.ts'

export const MAX_TEXT = 200_000
export const MAX_LINKS = 500
const MAX_NODES = 100_000
const NODES_PER_STEP = 100
/** Units of one text node handled between two pauses. */
const CHUNK = 20_000
/** White space counts here too: 50 MB of it must not be walked. */
const MAX_RAW = 4 * MAX_TEXT

export interface LinkRead {
  readonly href: string
  readonly text: string
}

/** What a body says, without the nodes that say it. */
export interface BodyContent {
  readonly text: string
  readonly quoted: string
  readonly hidden: string
  readonly links: readonly LinkRead[]
  /** What was left out. */
  readonly cut: readonly ('text' | 'links')[]
}

/** Which elements of a body are what; each takes an element. */
export interface BodyRules {
  isDropped(element: Element): boolean
  isQuoted(element: Element): boolean
  isHidden(element: Element): boolean
  isPreformatted(element: Element): boolean
  /** Its content, where it is a frame that is read as part of the body. */
  openFrame(element: Element): Element | undefined
}

export type Part = 'text' | 'quoted' | 'hidden'
type OnSegment = (part: Part, segment: TextSegment) => void
interface OpenLink {
  readonly href: string
  readonly builder: TextBuilder
}

const BLOCKS = new Set(
  (
    'ADDRESS ARTICLE ASIDE DD DETAILS DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM HEADER HR LI ' +
    'MAIN NAV OL SECTION SUMMARY TABLE TR UL'
  ).split(' '),
)
/** Blocks that stand apart from what is around them. */
const PARAGRAPHS = new Set('BLOCKQUOTE H1 H2 H3 H4 H5 H6 P PRE'.split(' '))
const SKIPPED = new Set('SCRIPT STYLE NOSCRIPT TEMPLATE IFRAME OBJECT HEAD TITLE'.split(' '))

/**
 * Reads bodies step by step (each `yield` is a place to pause), in the order given, asking for no
 * layout. Links of all parts are read; texts go into `text`, `quoted` or `hidden`. `onSegment` is told
 * which node shows which stretch of them.
 */
export function* readBodies(
  bodies: readonly Element[],
  rules: BodyRules,
  onSegment?: OnSegment,
): Generator<void, BodyContent, void> {
  const walk = new BodyWalk(rules, onSegment)
  for (const body of bodies) {
    walk.startBody()
    yield* walk.walk(body)
  }
  return walk.finish()
}

class BodyWalk {
  readonly #parts: Record<Part, TextBuilder>
  readonly #links: LinkRead[] = []
  #openLink: OpenLink | undefined
  #areLinksCut = false
  #isWalkCut = false
  #nodes = 0
  #raw = 0

  readonly #rules: BodyRules
  constructor(rules: BodyRules, onSegment?: OnSegment) {
    this.#rules = rules
    const make = (part: Part): TextBuilder =>
      new TextBuilder(
        MAX_TEXT,
        onSegment &&
          ((segment) => {
            onSegment(part, segment)
          }),
      )
    this.#parts = { text: make('text'), quoted: make('quoted'), hidden: make('hidden') }
  }

  startBody(): void {
    for (const builder of Object.values(this.#parts)) builder.breakLine(1)
  }

  /** Depth first with a stack of its own: hostile nesting must not overflow the call stack. */
  *walk(body: Element): Generator<void, void, void> {
    const stack: Frame[] = []
    const part = this.#rules.isQuoted(body) ? 'quoted' : 'text'
    this.#enter(body, part, this.#rules.isPreformatted(body), stack)
    while (stack.length > 0) {
      const frame = stack[stack.length - 1]
      if (frame === undefined) return
      const node = frame.next
      if (node === null || this.#isWalkCut) {
        stack.pop()
        this.#leave(frame)
        continue
      }
      frame.next = node.nextSibling
      if (node.nodeType === 3) yield* this.#addText(node as Text, frame)
      else if (node.nodeType === 1) this.#visit(node as Element, frame, stack)
      if (++this.#nodes % NODES_PER_STEP === 0) yield
      if (this.#nodes > MAX_NODES || this.#raw > MAX_RAW) this.#isWalkCut = true
    }
  }

  finish(): BodyContent {
    const cut: ('text' | 'links')[] = []
    const isTextCut = Object.values(this.#parts).some((part) => part.isCut)
    if (isTextCut || this.#isWalkCut) cut.push('text')
    if (this.#areLinksCut) cut.push('links')
    const { text, quoted, hidden } = this.#parts
    return {
      text: text.toString().trimEnd(),
      quoted: quoted.toString().trimEnd(),
      hidden: hidden.toString().trimEnd(),
      links: this.#links,
      cut,
    }
  }

  #visit(element: Element, parent: Frame, stack: Frame[]): void {
    const builder = this.#parts[parent.part]
    const name = element.tagName.toUpperCase()
    const inner = name === 'IFRAME' ? this.#rules.openFrame(element) : undefined
    if (inner !== undefined) this.#enter(inner, parent.part, parent.isExact, stack)
    else if (name === 'BR') builder.addBreak()
    else if (name === 'IMG') this.#addImage(element, builder)
    else if (name === 'HR') builder.breakLine(1)
    else if (!SKIPPED.has(name) && !this.#rules.isDropped(element)) {
      const part = this.#choosePart(element, parent.part)
      const isExact = parent.isExact || name === 'PRE' || this.#rules.isPreformatted(element)
      if (part !== parent.part) this.#separateParts(parent.part, part, countBreaks(name))
      this.#enter(element, part, isExact, stack)
    }
  }

  /** A part of its own begins on a line of its own, and a block breaks the line that it stands in. */
  #separateParts(outer: Part, inner: Part, breaks: number): void {
    this.#parts[inner].breakLine(1)
    if (breaks > 0) this.#parts[outer].breakLine(breaks)
  }

  #enter(element: Element, part: Part, isExact: boolean, stack: Frame[]): void {
    const name = element.tagName.toUpperCase()
    const frame: Frame = {
      next: element.firstChild,
      part,
      isExact,
      breaks: countBreaks(name),
    }
    if (frame.breaks > 0) this.#parts[part].breakLine(frame.breaks)
    if (name === 'TD' || name === 'TH') this.#parts[part].addSpace()
    if (name === 'A') frame.link = this.#startLink(element)
    stack.push(frame)
  }

  #leave(frame: Frame): void {
    if (frame.breaks > 0) this.#parts[frame.part].breakLine(frame.breaks)
    if (frame.link === undefined) return
    this.#links.push({
      href: frame.link.href,
      text: frame.link.builder.toString(),
    })
    if (this.#openLink === frame.link) this.#openLink = undefined
  }

  #startLink(element: Element): OpenLink | undefined {
    const href = resolveHref(element)
    if (href === '') return undefined
    if (this.#links.length >= MAX_LINKS) {
      this.#areLinksCut = true
      return undefined
    }
    this.#openLink = { href, builder: new TextBuilder(MAX_LINK_TEXT) }
    return this.#openLink
  }

  #choosePart(element: Element, part: Part): Part {
    if (part === 'hidden' || this.#rules.isHidden(element)) return 'hidden'
    return part === 'quoted' || this.#rules.isQuoted(element) ? 'quoted' : 'text'
  }

  *#addText(node: Text, frame: Frame): Generator<void, void, void> {
    const builder = this.#parts[frame.part]
    const { length } = node
    let at = 0
    while (at < length) {
      if (builder.isFull || this.#raw > MAX_RAW) {
        builder.isCut = true
        return
      }
      const chunk = node.substringData(at, CHUNK)
      const data = at + chunk.length < length ? cutWhole(chunk, chunk.length) : chunk
      this.#raw += data.length
      if (frame.isExact) builder.addExact(node, data, at)
      else builder.addCollapsed(node, data, at)
      this.#openLink?.builder.addCollapsed(node, data, at)
      at += data.length
      if (at < length) yield
    }
  }

  #addImage(element: Element, builder: TextBuilder): void {
    const alt = element.getAttribute('alt') ?? ''
    if (alt === '' || alt.length > MAX_EMOJI) return
    if (element.hasAttribute('data-emoji') || /\p{Extended_Pictographic}/u.test(alt)) {
      builder.addLoose(alt)
      this.#openLink?.builder.addLoose(alt)
    }
  }
}

const MAX_LINK_TEXT = 2_000
const MAX_EMOJI = 16

interface Frame {
  next: ChildNode | null
  readonly part: Part
  readonly isExact: boolean
  readonly breaks: number
  link?: OpenLink | undefined
}

function countBreaks(name: string): number {
  if (PARAGRAPHS.has(name)) return 2
  return BLOCKS.has(name) ? 1 : 0
}

/** The attribute made absolute; kept as found where it is no address. Fragments lead nowhere else. */
export function resolveHref(element: Element): string {
  const href = (element.getAttribute('href') ?? '').trim()
  if (href === '' || href.startsWith('#')) return ''
  if (/^[a-z][a-z\d+.-]*:/iu.test(href)) return href
  try {
    return new URL(href, element.ownerDocument.baseURI).href
  } catch {
    return href
  }
}
