import type { CompiledSite } from './compile-site.ts'
import { compileSource, isPaneScope, type CompiledSource } from './compiled-source.ts'
import type { Scope, Source } from './definition.ts'
import type { Question } from './inner-selectors.ts'
import type { PaneCache, PaneValues } from './pane-cache.ts'
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
export class UnitView implements Question {
  readonly bodies: readonly Element[]
  /** Which selector of the definition found the bodies; -1 where none did. */
  bodyChoice = -1
  /** The conversation around the unit. */
  readonly root: Element | Document | ShadowRoot
  hasRare: boolean | undefined
  #parts: readonly OutsidePart[] | undefined
  #hasInBody: boolean | undefined
  #values: PaneValues | undefined

  readonly #pane: PaneCache
  constructor(
    readonly site: CompiledSite,
    readonly unit: Element,
    pane: PaneCache,
    bodies?: readonly Element[],
  ) {
    this.#pane = pane

    this.bodies = bodies ?? this.#findBodies()
    this.root = site.pane.closest(unit) ?? findTreeRoot(unit)
  }

  /** The value that a source finds; undefined where there is none. */
  read(source: Source): string | undefined {
    const compiled = compileSource(source)
    if (!compiled.isOfPane) return this.#readFrom(compiled, this.find(source))
    const values = this.#openPane(source)
    if (values.has(source)) return values.get(source)
    const value = this.#readFrom(compiled, this.find(source))
    values.set(source, value)
    return value
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
    if (scope === 'unit') return this.site.inner.find(this, select) ?? undefined
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
    for (const selector of each) if (this.site.inner.find(this, selector) !== null) return true
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

  /** Mostly the first match of all is outside; only where it is not, bodies are walked around. */
  #findFirstOutside(select: string): Element | undefined {
    const first = this.site.inner.find(this, select)
    if (first === null) return undefined
    return this.#isInBody(first) ? this.#findOutside(select, 1)[0] : first
  }

  #isInBody(element: Element): boolean {
    if (this.bodies.includes(element)) return true
    this.#hasInBody ??= this.bodies.some((body) => body.firstElementChild !== null)
    return this.#hasInBody && this.bodies.some((body) => body.contains(element))
  }

  #findOutside(select: string, limit: number): Element[] {
    if (this.site.inner.find(this, select) === null) return []
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
      if (!site.inner.canFind(this, selector)) continue
      const bodies = takeOutermost(unit.querySelectorAll(selector), selector, unit)
      if (bodies.length === 0) continue
      site.inner.countHit(selector)
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

  #openPane(source: Pick<Source, 'scope'>): PaneValues {
    if (source.scope === 'document') return this.#pane.open(this.unit.ownerDocument)
    return (this.#values ??= this.#pane.open(this.root))
  }

  #readFrom(source: CompiledSource, element: Element | undefined): string | undefined {
    const value = this.#readRaw(source, element)
    return value === undefined ? undefined : source.extract(value)
  }

  #readRaw({ from, attribute }: CompiledSource, element: Element | undefined): string | undefined {
    if (from === 'url') return this.unit.ownerDocument.location.href
    if (from === 'title') return this.unit.ownerDocument.title
    if (element === undefined) return undefined
    if (from === 'text') return this.readText(element)
    if (attribute === 'href') return resolveHref(element)
    return element.getAttribute(attribute) ?? undefined
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
