import type { CompiledSite } from './compile-site.ts'
import { compileSource, isPaneScope, type CompiledSource } from './compiled-source.ts'
import type { Scope, Source } from './definition.ts'
import type { Pane, PaneCache } from './pane-cache.ts'
import { findAbsence, type Absence, type Step } from './kinds.ts'
import { joinLine, readBranches, readLeaf } from './read-line.ts'
import { resolveHref } from './read-text.ts'
import type { SelectorSet } from './selector-set.ts'

/** A part of a unit outside its bodies: the element alone, or with all below it. */
interface OutsidePart {
  readonly element: Element
  readonly isWhole: boolean
}

/** A body can plant any number of look-alikes of a pane's elements. */
const MAX_TRIED = 2_000

/** One message unit on the page, and the rule that nothing in a body counts as a header. */
export class UnitView {
  readonly bodies: readonly Element[]
  /** Which selector of the definition found the bodies; -1 where none did. */
  bodyChoice = -1
  /** The conversation around the unit. */
  readonly root: Element | Document | ShadowRoot
  /** What is known to match nothing in the unit. */
  absent: Absence
  /** What was read in the unit, in that order. */
  readonly steps: Step[] = []
  /** The first match of each selector that was searched for. */
  readonly #found = new Map<string, Element | null>()
  #parts: readonly OutsidePart[] | undefined
  #hasInBody: boolean | undefined
  /** What is known of that. */
  readonly pane: Pane

  readonly #panes: PaneCache
  constructor(
    readonly site: CompiledSite,
    readonly unit: Element,
    panes: PaneCache,
    bodies?: readonly Element[],
  ) {
    this.#panes = panes
    this.root = site.pane.closest(unit) ?? findTreeRoot(unit)
    this.pane = panes.open(this.root)
    this.absent = findAbsence(unit, this.pane.kinds)
    this.bodies = bodies ?? this.#findBodies()
  }

  /** The value that a source finds; undefined where there is none. */
  read(source: Source): string | undefined {
    const compiled = compileSource(source)
    if (!compiled.isOfPane) {
      const raw = this.readRaw(source, compiled)
      const value = raw === undefined ? undefined : compiled.extract(raw)
      this.steps.push({ source, compiled, raw, value })
      return value
    }
    const values = this.#openPane(source)
    if (values.has(source)) return values.get(source)
    const raw = this.readRaw(source, compiled)
    const value = raw === undefined ? undefined : compiled.extract(raw)
    values.set(source, value)
    return value
  }

  /** What a source shows, before anything is taken from it. */
  readRaw(source: Source, { from, attribute }: CompiledSource): string | undefined {
    if (from === 'url') return this.unit.ownerDocument.location.href
    if (from === 'title') return this.unit.ownerDocument.title
    const element = this.find(source)
    if (element === undefined) return undefined
    if (from === 'text') return this.readText(element)
    if (attribute === 'href') return resolveHref(element)
    return element.getAttribute(attribute) ?? undefined
  }

  /** All selectors that found nothing. */
  listAbsent(): string[] {
    const missed = [...this.#found].filter(([, found]) => found === null)
    return [...this.absent.selectors, ...missed.map(([selector]) => selector)]
  }

  /** Whether something matches, looked up once for all messages of a pane. */
  holds(sign: Pick<Source, 'select' | 'scope'>): boolean {
    if (!isPaneScope(sign.scope)) return this.find(sign) !== undefined
    const values = this.#openPane(sign)
    if (!values.has(sign)) values.set(sign, this.find(sign) === undefined ? undefined : 'yes')
    return values.get(sign) === 'yes'
  }

  find(source: Pick<Source, 'select' | 'scope'>): Element | undefined {
    const { select, scope } = source
    if (select === undefined) return isPaneScope(scope) ? this.#rootElement() : this.unit
    if (scope === 'unit outside body') return this.#findFirstOutside(select)
    if (scope === 'unit') return this.#findFirst(select) ?? undefined
    return this.#findInPane(select, scope, 1)[0]
  }

  /** Elements of a scope that match, in document order. */
  findAll(source: Pick<Source, 'select' | 'scope'>, limit: number): Element[] {
    const { select, scope } = source
    if (select === undefined) return [isPaneScope(scope) ? this.#rootElement() : this.unit]
    if (scope === 'unit') return [...this.unit.querySelectorAll(select)].slice(0, limit)
    if (isPaneScope(scope)) return this.#findInPane(select, scope, limit)
    return this.#findOutside(select, limit)
  }

  /** Whether any of the selectors finds something in the unit, bodies included. */
  holdsAny({ each }: SelectorSet): boolean {
    for (const selector of each) if (this.#findFirst(selector) !== null) return true
    return false
  }

  holdsOutsideBody({ each }: SelectorSet): boolean {
    for (const selector of each) if (this.#findFirstOutside(selector) !== undefined) return true
    return false
  }

  /** Text of an element, never that of a body. */
  readText(element: Element): string {
    return joinLine(readLeaf(element) ?? readBranches(element, (inner) => this.#isNoText(inner)))
  }

  #isNoText(inner: Element): boolean {
    return (
      this.site.ignore.matches(inner) ||
      this.bodies.includes(inner) ||
      (inner !== this.unit && this.site.unit.matches(inner))
    )
  }

  #findFirst(select: string): Element | null {
    if (this.absent.selectors.has(select)) return null
    let found = this.#found.get(select)
    if (found === undefined) {
      found = this.unit.querySelector(select)
      this.#found.set(select, found)
    }
    return found
  }

  /** Mostly the first match of all is outside; only where it is not, bodies are walked around. */
  #findFirstOutside(select: string): Element | undefined {
    const first = this.#findFirst(select)
    if (first === null) return undefined
    return this.#isInBody(first) ? this.#findOutside(select, 1)[0] : first
  }

  #isInBody(element: Element): boolean {
    if (this.bodies.includes(element)) return true
    this.#hasInBody ??= this.bodies.some((body) => body.firstElementChild !== null)
    return this.#hasInBody && this.bodies.some((body) => body.contains(element))
  }

  #findOutside(select: string, limit: number): Element[] {
    if (this.#findFirst(select) === null) return []
    this.#parts ??= listOutside(this.unit, this.bodies)
    const found: Element[] = []
    for (const { element, isWhole } of this.#parts) {
      if (element !== this.unit && element.matches(select)) found.push(element)
      if (isWhole) found.push(...element.querySelectorAll(select))
      if (found.length >= limit) break
    }
    return found.slice(0, limit)
  }

  /** All outermost elements of the first body selector that finds any. */
  #findBodies(): readonly Element[] {
    const { site, unit } = this
    const { each } = site.body
    for (let index = 0; index < each.length; index++) {
      const selector = each[index] ?? ''
      if (index > 0 && this.holdsAny(site.bodiless)) break
      if (this.absent.selectors.has(selector)) continue
      const bodies = takeOutermost(unit.querySelectorAll(selector), selector, unit)
      if (bodies.length === 0) continue
      this.bodyChoice = index
      return bodies
    }
    return []
  }

  #findInPane(select: string, scope: Scope, limit: number): Element[] {
    const found: Element[] = []
    let tried = 0
    for (const element of this.#paneRoot({ scope }).querySelectorAll(select)) {
      if (++tried > MAX_TRIED || found.length >= limit) break
      const isInMessage =
        (scope !== 'root' && this.site.unit.closest(element) !== undefined) ||
        this.site.body.closest(element) !== undefined
      if (!isInMessage) found.push(element)
    }
    return found
  }

  #paneRoot({ scope }: Pick<Source, 'scope'>): Element | Document | ShadowRoot {
    return scope === 'document' ? this.unit.ownerDocument : this.root
  }

  #rootElement(): Element {
    const { root } = this
    return 'documentElement' in root ? root.documentElement : 'host' in root ? root.host : root
  }

  #openPane({ scope }: Pick<Source, 'scope'>): Pane['values'] {
    return (scope === 'document' ? this.#panes.open(this.unit.ownerDocument) : this.pane).values
  }
}

function takeOutermost(found: NodeListOf<Element>, selector: string, unit: Element): Element[] {
  const first = found[0]
  if (first === undefined) return []
  if (found.length === 1) return [first]
  return [...found].filter((element) => !isInsideAny(element, selector, unit))
}

function isInsideAny(element: Element, selector: string, unit: Element): boolean {
  const around = element.parentElement?.closest(selector) ?? null
  return around !== null && around !== unit && unit.contains(around)
}

/** What of a unit is outside its bodies, in document order. */
function listOutside(
  element: Element,
  bodies: readonly Element[],
  parts: OutsidePart[] = [],
): readonly OutsidePart[] {
  if (bodies.includes(element)) return parts
  const isAround = bodies.some((body) => element.contains(body))
  parts.push({ element, isWhole: !isAround })
  if (isAround) for (const child of element.children) listOutside(child, bodies, parts)
  return parts
}

export function findTreeRoot(element: Element): Document | ShadowRoot {
  const root = element.getRootNode()
  return root instanceof ShadowRoot ? root : element.ownerDocument
}
