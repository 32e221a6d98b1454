import { FrameWatch } from './body-frames.ts'
import { BatchBuilder, type PageBatch, type PageHealth } from './batch.ts'
import { pageClock, type Clock } from './clock.ts'
import { compileSite, type CompiledSite } from './compile-site.ts'
import { findUnitAround, isUnit } from './find-units.ts'
import { HealthCheck } from './health-check.ts'
import { KnownUnits } from './known-units.ts'
import type { MessageSpot, PageReader, PageReaderOptions } from './page-reader.ts'
import { PaneCache } from './pane-cache.ts'
import { PaneWatch } from './pane-watch.ts'
import { readUnit, type RunState } from './read-unit.ts'
import { Runs } from './runs.ts'
import { Slices } from './slices.ts'
import type { UnitView } from './unit-view.ts'
import { RootWatch } from './watch-roots.ts'
import { WorkQueue } from './work-queue.ts'

/** Milliseconds between two looks for what no observer tells: shadow roots, addresses, health. */
const POLL = 5_000
/** Known messages looked at between two pauses. */
const SWEEP_STEP = 200
/** Heads of conversations change all the time (presence, typing): looked at once a second at most. */
const HEAD_PAUSE = 1_000

export class FrameReader implements PageReader {
  readonly faults: CompiledSite['faults']
  private readonly site: CompiledSite
  private readonly clock: Clock
  private readonly document: Document
  private readonly watch: RootWatch
  private readonly frameWatch: FrameWatch
  private readonly queue: WorkQueue
  private readonly slices: Slices
  private readonly runs: Runs
  private readonly paneWatch: PaneWatch
  private readonly health: HealthCheck
  private readonly onBatch: (batch: PageBatch) => void
  private readonly known = new KnownUnits()
  private readonly panes = new PaneCache()
  private readonly batch = new BatchBuilder()
  private readonly timers = new Map<string, () => void>()
  private toldHealth: PageHealth | undefined
  private url = ''

  constructor(options: PageReaderOptions) {
    this.document = options.document
    this.clock = options.clock ?? pageClock
    this.onBatch = (batch) => {
      options.onBatch(batch)
    }
    this.site = compileSite(options.definition, options.document)
    this.faults = this.site.faults
    this.watch = new RootWatch(this.site, this.document, (records) => {
      this.queue.addRecords(records)
      this.slices.request()
    })
    this.queue = new WorkQueue(
      this.site,
      () => this.watch.roots,
      (element) => this.known.hasRead(element),
    )
    this.frameWatch = new FrameWatch(this.site, (frame) => {
      const unit = findUnitAround(this.site, frame)
      if (unit === undefined) return
      this.queue.addUnit(unit)
      this.slices.request()
    })
    this.slices = new Slices(
      this.clock,
      () => this.document.hidden,
      () => this.doWork(),
    )
    this.runs = new Runs(this.site)
    this.paneWatch = new PaneWatch(this.site)
    this.health = new HealthCheck(this.site, this.document, this.clock)
  }

  start(): void {
    this.document.addEventListener('visibilitychange', this.onVisibility)
    this.url = this.document.location.href
    this.poll()
  }

  stop(): void {
    this.watch.stop()
    this.frameWatch.stop()
    this.slices.stop()
    this.document.removeEventListener('visibilitychange', this.onVisibility)
    for (const cancel of this.timers.values()) cancel()
    this.timers.clear()
  }

  reread(): void {
    this.batch.forgetTold()
    this.toldHealth = undefined
    for (const root of this.watch.roots) this.queue.addScan(root)
    this.slices.request()
  }

  locate(id: string): MessageSpot | undefined {
    const element = this.known.find(id)
    return element === undefined ? undefined : { site: this.site, element }
  }

  private readonly onVisibility = (): void => {
    if (!this.document.hidden) this.slices.hurry()
  }

  private poll(): void {
    for (const root of this.watch.refresh()) this.queue.addScan(root)
    this.noteUrl()
    this.slices.request()
    this.setTimer('poll', POLL, () => {
      this.poll()
    })
  }

  /** Single-page navigation is not told to extensions. */
  private noteUrl(): void {
    const url = this.document.location.href
    if (url === this.url) return
    this.url = url
    this.queue.isPaneDirty = true
    for (const unit of this.known.all()) this.queue.addUnit(unit)
  }

  private *doWork(): Generator<void, void, void> {
    for (;;) {
      if (this.queue.needsSweep) yield* this.sweep()
      const unit = yield* this.queue.next()
      // What was cached of the heads is of the page before these changes.
      if (this.queue.isPaneDirty) this.renewHeads()
      if (unit !== undefined) yield* this.readOne(unit)
      else if (this.queue.isEmpty) break
      if (this.batch.isFull) this.flush()
      yield
    }
    this.flush()
  }

  private *readOne(unit: Element): Generator<void, void, void> {
    const isThere = unit.isConnected && isUnit(this.site, unit)
    if (isThere) this.frameWatch.note(unit)
    const inherit = (view: UnitView): RunState | undefined => this.runs.inherit(view)
    const read = isThere ? yield* readUnit(this.site, unit, this.panes, inherit) : undefined
    if (read === undefined) {
      this.dropUnit(unit)
      return
    }
    this.paneWatch.note(read.root, unit)
    const follower = this.runs.note(unit, read.run)
    if (follower !== undefined) this.queue.addUnit(follower)
    const gone = this.known.note(unit, read)
    if (gone !== undefined) this.batch.addGone(gone)
    this.batch.add(read.message, read.unread)
  }

  /** Finds known units that left the page or are messages no longer. */
  private *sweep(): Generator<void, void, void> {
    this.queue.needsSweep = false
    for (const [index, unit] of this.known.all().entries()) {
      if (index % SWEEP_STEP === SWEEP_STEP - 1) yield
      if (!unit.isConnected || !isUnit(this.site, unit)) this.dropUnit(unit)
      else if (this.runs.isMoved(unit)) this.queue.addUnit(unit)
    }
  }

  private dropUnit(unit: Element): void {
    const gone = this.known.forget(unit)
    if (gone !== undefined) this.batch.addGone(gone)
  }

  private renewHeads(): void {
    this.queue.isPaneDirty = false
    this.panes.clear()
    if (this.timers.has('heads')) return
    this.setTimer('heads', HEAD_PAUSE, () => {
      this.checkHeads()
    })
  }

  private checkHeads(): void {
    for (const root of this.watch.refresh()) this.queue.addScan(root)
    this.panes.clear()
    for (const root of this.paneWatch.findChanged()) {
      for (const unit of this.known.all()) if (root.contains(unit)) this.queue.addUnit(unit)
    }
    this.slices.request()
  }

  private flush(): void {
    const health = this.health.judge(this.known, this.watch.roots)
    this.scheduleRecheck()
    if (this.batch.isEmpty && health === this.toldHealth) return
    this.toldHealth = health
    do this.onBatch(this.batch.take(health))
    while (!this.batch.isEmpty)
  }

  /** A page may show its frame before its messages: judged again once it had time. */
  private scheduleRecheck(): void {
    const wait = this.health.recheckIn
    if (wait === undefined || this.timers.has('health')) return
    this.setTimer('health', wait, () => {
      this.slices.request()
    })
  }

  private setTimer(name: string, milliseconds: number, work: () => void): void {
    this.timers.get(name)?.()
    const cancel = this.clock.after(milliseconds, () => {
      this.timers.delete(name)
      work()
    })
    this.timers.set(name, cancel)
  }
}
