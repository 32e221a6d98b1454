import type { CompiledSite } from './compile-site.ts'
import { findUnitAround, findUnits } from './find-units.ts'

/** Beyond this many changes at once it is cheaper to look at the whole page again. */
const MAX_RECORDS = 20_000
const RECORDS_PER_STEP = 50

/** Turns what the page changed into units to read. */
export class WorkQueue {
  private records: MutationRecord[] = []
  private readonly scans = new Set<ParentNode>()
  private readonly units = new Set<Element>()
  private isOverrun = false
  /** What one message shows is told with all others of its conversation. */
  private readonly isPaneWide: boolean
  /** Something was removed or moved: known units may have left. */
  needsSweep = false
  /** Something outside all messages changed: heads of conversations must be read again. */
  isPaneDirty = false

  constructor(
    private readonly site: CompiledSite,
    private readonly listRoots: () => readonly ParentNode[],
    private readonly hasRead: (element: Element) => boolean,
  ) {
    this.isPaneWide = site.definition.unread.some(({ scope }) => scope === 'root')
  }

  get isEmpty(): boolean {
    return (
      this.records.length === 0 &&
      this.scans.size === 0 &&
      this.units.size === 0 &&
      !this.isOverrun &&
      !this.needsSweep &&
      !this.isPaneDirty
    )
  }

  addRecords(records: readonly MutationRecord[]): void {
    if (this.records.length + records.length > MAX_RECORDS) {
      this.records = []
      this.isOverrun = true
    } else this.records.push(...records)
  }

  addScan(root: ParentNode): void {
    this.scans.add(root)
  }

  addUnit(unit: Element): void {
    this.units.add(unit)
  }

  /** The next unit to read, looking for more only when none is left; pauses in between. */
  *next(): Generator<void, Element | undefined, void> {
    if (this.isOverrun) this.startOver()
    yield* this.sortRecords()
    for (const root of this.scans) {
      this.scans.delete(root)
      for (const unit of findUnits(this.site, root)) this.units.add(unit)
      yield
    }
    for (const unit of this.units) {
      this.units.delete(unit)
      return unit
    }
    return undefined
  }

  private startOver(): void {
    this.isOverrun = false
    this.needsSweep = true
    this.isPaneDirty = true
    for (const root of this.listRoots()) this.scans.add(root)
  }

  private *sortRecords(): Generator<void, void, void> {
    const records = this.records
    this.records = []
    for (const [index, record] of records.entries()) {
      this.sortRecord(record)
      if (index % RECORDS_PER_STEP === RECORDS_PER_STEP - 1) yield
    }
  }

  private sortRecord(record: MutationRecord): void {
    const unit = findUnitAround(this.site, record.target)
    if (unit !== undefined) this.units.add(unit)
    else this.addKnownAround(record.target)
    if (this.isPaneWide) this.isPaneDirty = true
    if (record.type === 'attributes') {
      if (unit === undefined) this.isPaneDirty = true
      if (record.target instanceof Element) this.sortChanged(record.target)
      return
    }
    if (record.type === 'characterData') {
      if (unit === undefined) this.isPaneDirty = true
      return
    }
    for (const node of record.removedNodes) if (this.holdsKnown(node)) this.needsSweep = true
    if (unit !== undefined) return
    for (const node of record.addedNodes) this.sortAdded(node)
    if (record.removedNodes.length > 0) this.isPaneDirty = true
  }

  /** What an element holds can make it a message (`:has`), and unmake it. */
  private addKnownAround(node: Node): void {
    for (let at: Node | null = node; at !== null; at = at.parentNode) {
      if (at instanceof Element && this.hasRead(at)) this.units.add(at)
    }
  }

  /** An attribute can make an element a message, and unmake it. */
  private sortChanged(element: Element): void {
    if (this.hasRead(element)) this.units.add(element)
    if (!this.holdsUnit(element)) return
    this.needsSweep = true
    this.scans.add(element)
  }

  private sortAdded(node: Node): void {
    if (!(node instanceof Element)) {
      if (node.nodeType === 3) this.isPaneDirty = true
      return
    }
    if (this.holdsUnit(node)) this.scans.add(node)
    else this.isPaneDirty = true
  }

  /** A node that was taken out may match no more what it matched where it stood. */
  private holdsKnown(node: Node): boolean {
    if (!(node instanceof Element)) return false
    if (this.hasRead(node)) return true
    for (const inner of node.getElementsByTagName('*')) if (this.hasRead(inner)) return true
    const { shadowHosts } = this.site
    return shadowHosts.matches(node) || shadowHosts.findIn(node) !== undefined
  }

  private holdsUnit(node: Node): boolean {
    if (!(node instanceof Element)) return false
    const { unit, shadowHosts } = this.site
    const sets = [unit, shadowHosts]
    return sets.some((set) => set.matches(node) || set.findIn(node) !== undefined)
  }
}
