import type { CompiledSite } from './compile-site.ts'
import type { Scope, Source } from './definition.ts'
import { extractors } from './extractors.ts'
import type { PaneCache } from './pane-cache.ts'
import { readLine, resolveHref } from './read-text.ts'

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
  /** The conversation around the unit. */
  readonly root: Element | Document | ShadowRoot
  private parts: readonly OutsidePart[] | undefined

  constructor(
    readonly site: CompiledSite,
    readonly unit: Element,
    private readonly pane: PaneCache,
    bodies: readonly Element[] = findBodies(site, unit),
  ) {
    this.bodies = bodies
    this.root = site.pane.closest(unit) ?? findTreeRoot(unit)
  }

  /** The value that a source finds; undefined where there is none. */
  read(source: Source): string | undefined {
    const find = (): string | undefined => this.readFrom(source, this.find(source))
    return isPaneScope(source.scope) ? this.pane.read(this.paneRoot(source), source, find) : find()
  }

  /** Whether something matches, looked up once for all messages of a pane. */
  holds(sign: Pick<Source, 'select' | 'scope'>): boolean {
    const find = (): string | undefined => (this.find(sign) === undefined ? undefined : 'yes')
    const { scope } = sign
    return (isPaneScope(scope) ? this.pane.read(this.paneRoot(sign), sign, find) : find()) === 'yes'
  }

  find(source: Pick<Source, 'select' | 'scope'>): Element | undefined {
    const { select, scope } = source
    if (select !== undefined && scope === 'unit outside body') return this.findFirstOutside(select)
    return this.findAll(source, 1)[0]
  }

  /** Elements of a scope that match, in document order. */
  findAll(source: Pick<Source, 'select' | 'scope'>, limit: number): Element[] {
    const { select, scope } = source
    if (select === undefined) return [isPaneScope(scope) ? this.rootElement() : this.unit]
    if (scope === 'unit') return [...this.unit.querySelectorAll(select)].slice(0, limit)
    if (isPaneScope(scope)) return this.findInPane(select, scope, limit)
    return this.findOutside(select, limit)
  }

  holdsOutsideBody(selectors: readonly string[]): boolean {
    return selectors.some((selector) => this.findFirstOutside(selector) !== undefined)
  }

  /** Text of an element, never that of a body. */
  readText(element: Element): string {
    return readLine(
      element,
      (inner) =>
        this.site.ignore.matches(inner) ||
        this.bodies.includes(inner) ||
        (inner !== this.unit && this.site.unit.matches(inner)),
    )
  }

  /** Mostly the first match of all is outside; only where it is not, bodies are walked around. */
  private findFirstOutside(select: string): Element | undefined {
    const first = this.unit.querySelector(select)
    if (first === null) return undefined
    const isInBody = this.bodies.some((body) => body.contains(first))
    return isInBody ? this.findOutside(select, 1)[0] : first
  }

  private findOutside(select: string, limit: number): Element[] {
    if (this.unit.querySelector(select) === null) return []
    this.parts ??= listOutside(this.unit, this.bodies)
    const found: Element[] = []
    for (const { element, isWhole } of this.parts) {
      if (element !== this.unit && element.matches(select)) found.push(element)
      if (isWhole) found.push(...element.querySelectorAll(select))
      if (found.length >= limit) break
    }
    return found.slice(0, limit)
  }

  private findInPane(select: string, scope: Scope, limit: number): Element[] {
    const found: Element[] = []
    let tried = 0
    for (const element of this.paneRoot({ scope }).querySelectorAll(select)) {
      if (++tried > MAX_TRIED || found.length >= limit) break
      const isInMessage =
        (scope !== 'root' && this.site.unit.closest(element) !== undefined) ||
        this.site.body.closest(element) !== undefined
      if (!isInMessage) found.push(element)
    }
    return found
  }

  private paneRoot({ scope }: Pick<Source, 'scope'>): Element | Document | ShadowRoot {
    return scope === 'document' ? this.unit.ownerDocument : this.root
  }

  private rootElement(): Element {
    const { root } = this
    return 'documentElement' in root ? root.documentElement : 'host' in root ? root.host : root
  }

  private readFrom(source: Source, element: Element | undefined): string | undefined {
    const { of, extract } = extractors[source.extract]
    const params = typeof source.with === 'string' ? [source.with] : (source.with ?? [])
    const from = source.of ?? (source.extract === 'attribute' ? `@${params[0] ?? ''}` : of)
    const value = this.readRaw(from, element)
    return value === undefined ? undefined : extract(value, params)
  }

  private readRaw(from: string, element: Element | undefined): string | undefined {
    if (from === 'url') return this.unit.ownerDocument.location.href
    if (from === 'title') return this.unit.ownerDocument.title
    if (element === undefined) return undefined
    if (from === 'text') return this.readText(element)
    if (from === '@href') return resolveHref(element)
    return element.getAttribute(from.slice(1)) ?? undefined
  }
}

export function isPaneScope(scope: Scope): boolean {
  return scope === 'document' || scope.startsWith('root')
}

/** All outermost elements of the first body selector that finds any. */
function findBodies(site: CompiledSite, unit: Element): readonly Element[] {
  for (const [index, selector] of site.body.each.entries()) {
    if (index > 0 && site.bodiless.findIn(unit) !== undefined) return []
    const found = [...unit.querySelectorAll(selector)]
    if (found.length === 1) return found
    const outermost = found.filter((element) => !isInsideAny(element, selector, unit))
    if (outermost.length > 0) return outermost
  }
  return []
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
