import type { CompiledSite } from './compile-site.ts'
import { findUnitAround, isUnit } from './find-units.ts'

/** Beyond this many changes at once it is cheaper to look at the whole page again. */
const MAX_RECORDS = 20_000
/** Nodes looked at between two looks at the clock. */
const NODES_PER_STEP = 32
/** A removed element with more below it is not searched: all known units are looked at instead. */
const MAX_SEARCHED = 200
/** New messages of one conversation that are read at once: as many as the background remembers of it. */
const MAX_NEW = 300
/** Elements added between two looks at the queue that make it worth while to wait for the last of them. */
const MANY_ADDED = 100
/** How often in a row that is done. */
const MAX_WAITS = 8

/** Nodes of which the first `left` are still to be looked at. */
interface Listing {
  readonly nodes: ArrayLike<Node>
  left: number
  /** To which they were added; without it a search found each. */
  readonly parent: Node | undefined
}

/** Takes elements that stand one after another and are not read unless they come into view. */
type PassOver = (elements: readonly Element[]) => void

/** Turns what the page changed into units to read, a few nodes at a time. */
export class WorkQueue {
  #records: MutationRecord[] = []
  /** Where work on `records` stands: the record, and the node of it. */
  #recordAt = 0
  #nodeAt = 0
  #isInUnit = false
  readonly #scans = new Set<ParentNode>()
  /** What was added or found and not looked at yet, the newest last. */
  readonly #listings: Listing[] = []
  #waiting = 0
  /** Elements that look like new messages, the newest first. */
  readonly #news: Element[] = []
  /** Where more came at once than is read: new messages by conversation. */
  #counts: Map<Node, number> | undefined
  /** Its new messages are of a conversation of which enough are read. */
  #fullParent: Node | null = null
  readonly #units = new Set<Element>()
  #addedSince = 0
  #waits = 0
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
  readonly #passOver: PassOver
  constructor(
    site: CompiledSite,
    listRoots: () => readonly ParentNode[],
    hasRead: (element: Element) => boolean,
    passOver: PassOver,
  ) {
    this.#site = site
    this.#listRoots = listRoots
    this.#hasRead = hasRead
    this.#passOver = passOver
    this.#isPaneWide = site.definition.unread.some(({ scope }) => scope === 'root')
  }

  addRecords(records: readonly MutationRecord[]): void {
    for (const record of records) {
      this.#records.push(record)
      this.#addedSince += record.addedNodes.length
    }
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
    this.#units.add(unit)
  }

  /** What was passed over came into view. */
  addSeen(element: Element): void {
    const inner = Array.from(this.#site.unit.findAllIn(element))
    if (inner.length > NODES_PER_STEP) this.#scans.add(element)
    else for (const one of [...inner, element]) if (isUnit(this.#site, one)) this.#units.add(one)
  }

  /** Whether so much is coming that it is better to wait a little: most of it need not be read. */
  isGrowing(): boolean {
    this.#waits = this.#addedSince > MANY_ADDED && this.#waits < MAX_WAITS ? this.#waits + 1 : 0
    this.#addedSince = 0
    return this.#waits > 0
  }

  /** The next element to read. */
  take(): Element | undefined {
    for (const unit of this.#units) {
      this.#units.delete(unit)
      return unit
    }
    return undefined
  }

  /** Looks for new messages, the newest first; false where nothing is left to look at. */
  lookOn(): boolean {
    const listing = this.#listings.at(-1)
    if (listing === undefined) return this.#search() || this.#queueNews()
    const { nodes, parent } = listing
    const before = listing.left
    // What was moved away since was added elsewhere, and stands on that listing as well.
    const isPassed = parent !== undefined && parent === this.#fullParent
    const end = Math.max(0, before - NODES_PER_STEP)
    const passed: Element[] = []
    while (listing.left > end) {
      const node = nodes[--listing.left]
      if (!(node instanceof Element)) this.isPaneDirty ||= node?.nodeType === 3
      else if (isPassed || this.#isPassedOver(node)) passed.push(node)
      else if (parent === undefined) this.#noteNew(node)
      else this.#sortAdded(node)
    }
    this.#passOver(passed)
    this.#waiting -= before - end
    if (end === 0) this.#listings.pop()
    return true
  }

  #search(): boolean {
    for (const root of this.#scans) {
      this.#scans.delete(root)
      this.#list(this.#site.unitOrHost.findAllIn(root))
      if (root instanceof Element) this.#noteNew(root)
      return true
    }
    return false
  }

  #list(nodes: ArrayLike<Node>, parent?: Node): void {
    const left = nodes.length
    if (left === 0) return
    this.#listings.push({ nodes, left, parent })
    this.#waiting += left
    if (this.#waiting > MAX_NEW) this.#counts ??= new Map()
  }

  /** In the order of the page, so that each finds the one before it read. */
  #queueNews(): boolean {
    this.#counts = undefined
    this.#fullParent = null
    if (this.#news.length === 0) return false
    for (const unit of this.#news.splice(0).reverse()) this.#units.add(unit)
    return true
  }

  /** Whether enough newer messages of the same conversation are to be read. */
  #isPassedOver(element: Element): boolean {
    if (this.#counts === undefined) return false
    const pane = this.#paneOf(element)
    if ((this.#counts.get(pane) ?? 0) < MAX_NEW || this.#hasRead(element)) return false
    if (pane !== element) this.#fullParent = element.parentNode
    return true
  }

  #paneOf(element: Element): Node {
    return this.#site.pane.closest(element) ?? element.getRootNode()
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
    if (unit !== undefined) this.#units.add(unit)
    else this.#addKnownAround(target)
    if (this.#isPaneWide) this.isPaneDirty = true
    if (type === 'attributes' && target instanceof Element) this.#sortChanged(target)
    if (unit === undefined && (type !== 'childList' || removedNodes.length > 0)) {
      this.isPaneDirty = true
    }
  }

  /** The next node that a record took out; false after its last, when what it added is to be looked at. */
  #sortNode({ target, removedNodes, addedNodes }: MutationRecord): boolean {
    const node = removedNodes[this.#nodeAt++]
    if (node === undefined) {
      if (!this.#isInUnit) this.#list(addedNodes, target)
      return false
    }
    if (node instanceof Element) this.#sortRemoved(node)
    return true
  }

  /** An attribute can make an element a message, and unmake it. */
  #sortChanged(element: Element): void {
    if (this.#hasRead(element)) {
      this.#units.add(element)
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
      if (at instanceof Element && this.#hasRead(at)) this.#units.add(at)
    }
  }

  #sortAdded(element: Element): void {
    const elements = this.#site.unitOrHost.findAllIn(element)
    const { length } = elements
    const isOne = this.#site.unitOrHost.matches(element)
    if (length > NODES_PER_STEP) this.#scans.add(element)
    else for (let at = length - 1; at >= 0; at--) this.#noteNew(elements[at])
    if (isOne) this.#noteNew(element)
    else if (length === 0) this.isPaneDirty = true
  }

  #noteNew(element: Element | undefined): void {
    if (element === undefined) return
    if (this.#counts !== undefined && !this.#hasRead(element)) {
      if (!isUnit(this.#site, element)) {
        this.noteNoUnit(element)
        return
      }
      const pane = this.#paneOf(element)
      this.#counts.set(pane, (this.#counts.get(pane) ?? 0) + 1)
    }
    this.#news.push(element)
  }

  /** It looked like a message, and is none. */
  noteNoUnit(element: Element): void {
    if (this.#site.shadowHosts.matches(element)) this.hasNewHost = true
  }
}
