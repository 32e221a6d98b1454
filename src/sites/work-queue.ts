import type { CompiledSite } from './compile-site.ts'
import { findUnitAround, isUnit } from './find-units.ts'

/** Beyond this many changes at once it is cheaper to look at the whole page again. */
const MAX_RECORDS = 20_000
/** Nodes looked at between two looks at the clock. */
const NODES_PER_STEP = 32
/** A removed element with more below it is not searched: all known units are looked at instead. */
const MAX_SEARCHED = 200

/** Turns what the page changed into units to read, a few nodes at a time. */
export class WorkQueue {
  #records: MutationRecord[] = []
  /** Where work on `records` stands: the record, and the node of it. */
  #recordAt = 0
  #nodeAt = 0
  #isInUnit = false
  readonly #scans = new Set<ParentNode>()
  /** What is being gone through, and how far. */
  #found: ArrayLike<Element> = []
  #foundAt = 0
  /** With the turn in which each was found to be a unit. */
  readonly #units = new Map<Element, number>()
  #turn = 1
  /** What one message shows is told with all others of its conversation. */
  readonly #isPaneWide: boolean
  /** Something was removed or changed by an attribute: any known unit may be none any more. */
  needsSweep = false
  /** Something outside all messages changed: heads of conversations must be read again. */
  isPaneDirty = false
  /** A host of a shadow root came. */
  hasNewHost = false

  readonly #site: CompiledSite
  readonly #listRoots: () => readonly ParentNode[]
  readonly #hasRead: (element: Element) => boolean
  constructor(
    site: CompiledSite,
    listRoots: () => readonly ParentNode[],
    hasRead: (element: Element) => boolean,
  ) {
    this.#site = site
    this.#listRoots = listRoots
    this.#hasRead = hasRead

    this.#isPaneWide = site.definition.unread.some(({ scope }) => scope === 'root')
  }

  /** The page may have changed since: nothing is known of the units found before. */
  startTurn(): void {
    this.#turn++
  }

  addRecords(records: readonly MutationRecord[]): void {
    for (const record of records) this.#records.push(record)
    if (this.#records.length <= MAX_RECORDS) return
    this.#dropRecords()
    this.needsSweep = true
    this.isPaneDirty = true
    this.hasNewHost = true
    for (const root of this.#listRoots()) this.#scans.add(root)
  }

  addScan(root: ParentNode): void {
    this.#scans.add(root)
  }

  addUnit(unit: Element): void {
    this.#units.set(unit, 0)
  }

  /** The next unit to read; `isSure`: it was found to be one in this turn. */
  take(): { readonly unit: Element; readonly isSure: boolean } | undefined {
    for (const [unit, turn] of this.#units) {
      this.#units.delete(unit)
      return { unit, isSure: turn === this.#turn }
    }
    return undefined
  }

  /** Looks for more units where the page is searched anew; false where nothing is left to look at. */
  lookOn(): boolean {
    if (this.#foundAt < this.#found.length) {
      const end = this.#foundAt + NODES_PER_STEP
      while (this.#foundAt < end) this.#noteUnit(this.#found[this.#foundAt++])
      return true
    }
    for (const root of this.#scans) {
      this.#scans.delete(root)
      this.#found = this.#site.unitOrHost.findAllIn(root)
      this.#foundAt = 0
      if (root instanceof Element) this.#noteUnit(root)
      return true
    }
    return false
  }

  #dropRecords(): void {
    this.#records = []
    this.#recordAt = 0
    this.#nodeAt = 0
  }

  /** Looks at what changed; false where nothing is left of it. */
  sortRecords(): boolean {
    if (this.#records.length === 0) return false
    for (let count = 0; count < NODES_PER_STEP; count++) {
      const record = this.#records[this.#recordAt]
      if (record === undefined) {
        this.#dropRecords()
        return true
      }
      if (this.#nodeAt === 0) this.#sortTarget(record)
      if (this.#sortNode(record)) continue
      this.#recordAt++
      this.#nodeAt = 0
    }
    return true
  }

  /** What a change means for the place where it happened. */
  #sortTarget({ target, type, removedNodes }: MutationRecord): void {
    const unit = findUnitAround(this.#site, target)
    this.#isInUnit = unit !== undefined
    if (unit !== undefined) this.#units.set(unit, this.#turn)
    else this.#addKnownAround(target)
    if (this.#isPaneWide) this.isPaneDirty = true
    if (type === 'attributes' && target instanceof Element) this.#sortChanged(target)
    if (unit === undefined && (type !== 'childList' || removedNodes.length > 0)) {
      this.isPaneDirty = true
    }
  }

  /** The next node of a record; false after its last. */
  #sortNode({ removedNodes, addedNodes }: MutationRecord): boolean {
    const at = this.#nodeAt++
    const removed = removedNodes.length
    if (at < removed) {
      const node = removedNodes[at]
      if (node instanceof Element) this.#sortRemoved(node)
      return true
    }
    if (this.#isInUnit || at - removed >= addedNodes.length) return false
    const node = addedNodes[at - removed]
    if (node instanceof Element) this.#sortAdded(node)
    else if (node?.nodeType === 3) this.isPaneDirty = true
    return true
  }

  /** An attribute can make an element a message, and unmake it. */
  #sortChanged(element: Element): void {
    if (this.#hasRead(element)) {
      this.#units.set(element, 0)
      if (isUnit(this.#site, element)) return
    }
    if (!this.#holdsUnit(element)) return
    this.needsSweep = true
    this.#scans.add(element)
  }

  /** A node that was taken out may match no more what it matched where it stood. */
  #sortRemoved(element: Element): void {
    if (this.needsSweep) return
    const inner = element.getElementsByTagName('*')
    this.needsSweep =
      inner.length > MAX_SEARCHED || this.#holdsUnit(element) || this.#holdsKnown(element, inner)
  }

  #holdsUnit(element: Element): boolean {
    const { unitOrHost } = this.#site
    return unitOrHost.matches(element) || unitOrHost.findIn(element) !== undefined
  }

  #holdsKnown(element: Element, inner: HTMLCollectionOf<Element>): boolean {
    if (this.#hasRead(element)) return true
    for (const one of inner) if (this.#hasRead(one)) return true
    return false
  }

  /** What an element holds can make it a message (`:has`), and unmake it. */
  #addKnownAround(node: Node): void {
    for (let at: Node | null = node; at !== null; at = at.parentNode) {
      if (at instanceof Element && this.#hasRead(at)) this.#units.set(at, 0)
    }
  }

  #sortAdded(element: Element): void {
    const elements = this.#site.unitOrHost.findAllIn(element)
    const isOne = this.#site.unitOrHost.matches(element)
    if (isOne) this.#noteUnit(element)
    if (elements.length > NODES_PER_STEP) this.#scans.add(element)
    else for (let at = 0; at < elements.length; at++) this.#noteUnit(elements[at])
    if (!isOne && elements.length === 0) this.isPaneDirty = true
  }

  #noteUnit(element: Element | undefined): void {
    if (element === undefined) return
    if (isUnit(this.#site, element)) this.#units.set(element, this.#turn)
    else if (this.#site.shadowHosts.matches(element)) this.hasNewHost = true
  }
}
