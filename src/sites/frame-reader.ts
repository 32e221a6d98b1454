import { FrameWatch } from './body-frames.ts'
import { BatchBuilder, type PageBatch } from './batch.ts'
import { pageClock, type Clock } from './clock.ts'
import { compileSite, type CompiledSite } from './compile-site.ts'
import { FieldTally } from './field-tally.ts'
import { findUnitAround, isUnit } from './find-units.ts'
import { HealthCheck } from './health-check.ts'
import { KnownUnits, type Departure } from './known-units.ts'
import type { MessageSpot, PageReader, PageReaderOptions } from './page-reader.ts'
import { PaneCache } from './pane-cache.ts'
import { PaneWatch } from './pane-watch.ts'
import { readPlainContent } from './read-plain.ts'
import type { BodyContent } from './read-text.ts'
import { assembleUnit, readContent, viewUnit } from './read-unit.ts'
import { Runs } from './runs.ts'
import { Slices } from './slices.ts'
import type { UnitView } from './unit-view.ts'
import { Unseen } from './unseen.ts'
import { RootWatch } from './watch-roots.ts'
import { WorkQueue } from './work-queue.ts'

/** Milliseconds between two looks for what no observer tells: shadow roots, addresses, health. */
const POLL = 5_000
/** Known messages looked at between two pauses. */
const SWEEP_STEP = 50
/** Heads of conversations change all the time (presence, typing): looked at once a second at most. */
const HEAD_PAUSE = 1_000

interface SlowRead {
  readonly view: UnitView
  readonly steps: Generator<void, BodyContent, void>
}

export class FrameReader implements PageReader {
  readonly faults: CompiledSite['faults']
  readonly #site: CompiledSite
  readonly #clock: Clock
  readonly #document: Document
  readonly #watch: RootWatch
  readonly #frameWatch: FrameWatch
  readonly #queue: WorkQueue
  readonly #unseen: Unseen
  readonly #slices: Slices
  readonly #runs: Runs
  readonly #paneWatch: PaneWatch
  readonly #health: HealthCheck
  readonly #onBatch: (batch: PageBatch) => void
  readonly #known = new KnownUnits()
  readonly #panes = new PaneCache()
  readonly #batch = new BatchBuilder()
  readonly #timers = new Map<string, () => void>()
  readonly #tally: FieldTally
  /** A message that takes more than one step. */
  #slow: SlowRead | undefined
  /** Known units that are still to be looked at. */
  #swept: Element[] = []
  #url = ''

  constructor(options: PageReaderOptions) {
    this.#document = options.document
    this.#clock = options.clock ?? pageClock
    this.#onBatch = (batch) => {
      options.onBatch(batch)
    }
    this.#site = compileSite(options.definition, options.document)
    this.faults = this.#site.faults
    this.#watch = new RootWatch(this.#site, this.#document, this.#clock, (records) => {
      this.#queue.addRecords(records)
      this.#slices.request()
    })
    this.#queue = new WorkQueue(
      this.#site,
      () => this.#watch.roots,
      (element) => this.#known.hasRead(element),
      (elements) => {
        this.#unseen.watch(elements)
      },
    )
    this.#unseen = new Unseen(this.#clock, (element) => {
      this.#queue.addSeen(element)
      this.#slices.request()
    })
    this.#frameWatch = new FrameWatch(this.#site, (frame) => {
      const unit = findUnitAround(this.#site, frame)
      if (unit === undefined) return
      this.#queue.addUnit(unit)
      this.#slices.request()
    })
    this.#slices = new Slices(
      this.#clock,
      () => this.#document.hidden,
      () => this.#queue.isGrowing(),
      () => this.#doStep(),
    )
    this.#tally = new FieldTally(this.#site)
    this.#health = new HealthCheck(this.#site, this.#document, this.#clock, this.#tally)
    this.#runs = new Runs(this.#site)
    this.#paneWatch = new PaneWatch(this.#site)
  }

  start(): void {
    this.#document.addEventListener('visibilitychange', this.#onVisibility)
    this.#url = this.#document.location.href
    this.#poll()
  }

  stop(): void {
    this.#watch.stop()
    this.#frameWatch.stop()
    this.#unseen.clear()
    this.#slices.stop()
    this.#document.removeEventListener('visibilitychange', this.#onVisibility)
    for (const cancel of this.#timers.values()) cancel()
    this.#timers.clear()
  }

  reread(): void {
    this.#batch.forgetTold()
    this.#health.forgetTold()
    this.#unseen.clear()
    for (const root of this.#watch.roots) this.#queue.addScan(root)
    this.#slices.request()
  }

  locate(id: string): MessageSpot | undefined {
    const element = this.#known.find(id)
    return element === undefined ? undefined : { site: this.#site, element }
  }

  readonly #onVisibility = (): void => {
    if (!this.#document.hidden) this.#slices.hurry()
  }

  #poll(): void {
    this.#unseen.look()
    const roots = this.#watch.refresh()
    for (const root of roots) this.#queue.addScan(root)
    const hasMoved = this.#noteUrl()
    if (roots.length > 0 || hasMoved) this.#slices.request()
    this.#setTimer('poll', POLL, () => {
      this.#poll()
    })
  }

  /** Single-page navigation is not told to extensions. */
  #noteUrl(): boolean {
    const url = this.#document.location.href
    if (url === this.#url) return false
    this.#url = url
    this.#queue.isPaneDirty = true
    for (const unit of this.#known.all()) this.#queue.addUnit(unit)
    return true
  }

  /** Does a little; false where nothing is left to do. */
  #doStep(): boolean {
    if (this.#slow !== undefined) this.#goOnReading(this.#slow)
    else if (
      !this.#sweepOn() &&
      !this.#queue.sortRecords() &&
      !this.#queue.lookOn() &&
      !this.#readNext()
    ) {
      this.#flush()
      return false
    }
    if (this.#queue.isPaneDirty) this.#renewHeads()
    if (this.#queue.hasNewHost) this.#findRoots()
    if (this.#batch.isFull) this.#flush()
    return true
  }

  #readNext(): boolean {
    const unit = this.#queue.take()
    if (unit === undefined) return false
    const isThere = unit.isConnected && isUnit(this.#site, unit)
    if (isThere) this.#frameWatch.note(unit)
    else this.#queue.noteNoUnit(unit)
    const view = isThere ? viewUnit(this.#site, unit, this.#panes) : undefined
    if (view === undefined) {
      this.#dropUnit(unit)
      return true
    }
    const content = readPlainContent(view)
    if (content !== undefined) this.#take(view, content)
    else this.#slow = { view, steps: readContent(view) }
    return true
  }

  #goOnReading({ view, steps }: SlowRead): void {
    const step = steps.next()
    if (step.done !== true) return
    this.#slow = undefined
    this.#take(view, step.value)
  }

  #take(view: UnitView, content: BodyContent): void {
    const { unit } = view
    const inherited = this.#runs.inherit(view)
    const before = this.#runs.findUnread(unit)
    if (before !== undefined) this.#queue.addUnit(before)
    const read = assembleUnit(view, this.#panes, content, inherited, this.#tally)
    this.#paneWatch.note(read.root, unit)
    const follower = this.#runs.note(unit, read.run)
    if (follower !== undefined) this.#queue.addUnit(follower)
    this.#noteDeparture(this.#known.note(unit, read))
    this.#batch.add(read.message, read.unread)
  }

  /** Finds known units that left the page or are messages no longer, a few at a time. */
  #sweepOn(): boolean {
    if (this.#queue.needsSweep) {
      this.#queue.needsSweep = false
      this.#swept = this.#known.all()
    }
    if (this.#swept.length === 0) return false
    for (const unit of this.#swept.splice(-SWEEP_STEP)) {
      if (!unit.isConnected || !isUnit(this.#site, unit)) this.#dropUnit(unit)
      else if (this.#runs.isMoved(unit)) this.#queue.addUnit(unit)
    }
    return true
  }

  #dropUnit(unit: Element): void {
    this.#noteDeparture(this.#known.forget(unit))
  }

  #noteDeparture({ gone, other }: Departure): void {
    if (gone !== undefined) this.#batch.addGone(gone)
    if (other !== undefined) this.#queue.addUnit(other)
  }

  #findRoots(): void {
    this.#queue.hasNewHost = false
    for (const root of this.#watch.refresh(true)) this.#queue.addScan(root)
  }

  #renewHeads(): void {
    this.#queue.isPaneDirty = false
    this.#panes.clear()
    if (this.#timers.has('heads')) return
    this.#setTimer('heads', HEAD_PAUSE, () => {
      this.#checkHeads()
    })
  }

  #checkHeads(): void {
    for (const root of this.#watch.refresh()) this.#queue.addScan(root)
    this.#panes.clear()
    for (const root of this.#paneWatch.findChanged()) {
      for (const unit of this.#known.all()) if (root.contains(unit)) this.#queue.addUnit(unit)
    }
    this.#slices.request()
  }

  #flush(): void {
    const { health, details } = this.#health.judge(this.#known, this.#watch.roots)
    this.#scheduleRecheck()
    if (this.#batch.isEmpty && details === undefined) return
    this.#onBatch(this.#batch.take(health, details))
    while (!this.#batch.isEmpty) this.#onBatch(this.#batch.take(health))
  }

  /** A page may show its frame before its messages: judged again once it had time. */
  #scheduleRecheck(): void {
    const wait = this.#health.recheckIn
    if (wait === undefined || this.#timers.has('health')) return
    this.#setTimer('health', wait, () => {
      this.#slices.request()
    })
  }

  #setTimer(name: string, milliseconds: number, work: () => void): void {
    this.#timers.get(name)?.()
    const cancel = this.#clock.after(milliseconds, () => {
      this.#timers.delete(name)
      work()
    })
    this.#timers.set(name, cancel)
  }
}
