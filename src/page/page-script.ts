import type { PageApi } from '../platform/page-api.ts'
import { PageConnection } from '../platform/page-connection.ts'
import type { Notice } from '../platform/page-protocol.ts'
import { findFramePath } from '../sites/frame-path.ts'
import type { Clock } from '../sites/clock.ts'
import type { SiteDefinition } from '../sites/definition.ts'
import { createPageReader, type MessageSpot, type PageReader } from '../sites/page-reader.ts'
import { getPageHandle, type ReaderHandle } from './handle.ts'
import { Outbox, PAUSES, wait } from './outbox.ts'
import { WarningBoard } from './warning-board.ts'

const POLL = 5_000
/** After a loss the background was gone for seconds: no hurry. */
const LOSS_PAUSE = 30_000

/** Reads one frame for as long as the extension is there. */
export class PageScript implements ReaderHandle {
  readonly #connection: PageConnection
  readonly #board = new WarningBoard()
  #reader: PageReader | undefined
  #outbox: Outbox | undefined
  #poll: ReturnType<typeof setInterval> | undefined
  #isStopped = false

  readonly #document: Document
  readonly #clock: Clock | undefined

  constructor(api: PageApi, document: Document, clock?: Clock) {
    this.#document = document
    this.#clock = clock
    this.#connection = new PageConnection(api)
  }

  async start(): Promise<void> {
    const definition = await this.#askDefinition()
    if (this.#isStopped) return
    if (definition === undefined) {
      this.stop()
      return
    }
    this.#connection.listen((notice) => {
      this.#onNotice(notice)
    })
    this.#poll = setInterval(() => {
      if (this.#connection.isCutOff) this.stop()
    }, POLL)
    addEventListener('pageshow', this.#onPageShow)
    this.#read(definition)
  }

  isAlive(): boolean {
    return !this.#isStopped && !this.#connection.isCutOff
  }

  stop(): void {
    this.#isStopped = true
    this.#reader?.stop()
    this.#outbox?.close()
    this.#connection.close()
    clearInterval(this.#poll)
    removeEventListener('pageshow', this.#onPageShow)
    const handle = getPageHandle()
    if (handle.reader !== this) return
    handle.panel?.destroy()
    globalThis.pageNotes = undefined
  }

  locate(id: string): MessageSpot | undefined {
    return this.#reader?.locate(id)
  }

  currentWarnings(): WarningBoard['current'] {
    return this.#board.current
  }

  /** A page from the back-forward cache missed what the background said meanwhile. */
  readonly #onPageShow = (event: PageTransitionEvent): void => {
    if (event.persisted) this.#reader?.reread()
  }

  #read(definition: SiteDefinition): void {
    const outbox = new Outbox({
      connection: this.#connection,
      site: definition.id,
      currentUrl: () => this.#document.location.href,
      currentFrame: () =>
        definition.bodyFrames.length === 0 ? undefined : findFramePath(this.#document.defaultView),
      onReply: (reply) => {
        this.#board.take(reply)
      },
      onLoss: () => {
        this.#onLoss()
      },
    })
    this.#outbox = outbox
    this.#reader = createPageReader({
      document: this.#document,
      definition,
      onBatch: (batch) => {
        this.#board.dropMessages(batch.gone)
        outbox.add(batch)
        getPageHandle().panel?.refresh()
      },
      ...(this.#clock === undefined ? {} : { clock: this.#clock }),
    })
    this.#reader.start()
  }

  /** The background may still be starting; one without an answer has no use for this page. */
  async #askDefinition(): Promise<SiteDefinition | undefined> {
    for (const pause of [...PAUSES, LOSS_PAUSE]) {
      await wait(pause)
      if (!this.isAlive()) return undefined
      const definitions = await this.#connection.call('page/hello', {
        url: this.#document.location.href,
      })
      if (definitions !== undefined) return definitions.find((site) => this.#isDetected(site))
    }
    return undefined
  }

  #isDetected({ detect }: SiteDefinition): boolean {
    return detect.length === 0 || detect.some((selector) => this.#isFound(selector))
  }

  #isFound(selector: string): boolean {
    try {
      return this.#document.querySelector(selector) !== null
    } catch {
      return false
    }
  }

  #onLoss(): void {
    if (this.#connection.isCutOff) {
      this.stop()
      return
    }
    void wait(LOSS_PAUSE).then(() => {
      if (this.isAlive()) this.#reader?.reread()
    })
  }

  #onNotice(notice: Notice): void {
    if (notice.notice === 'warnings') this.#board.take(notice)
    else if (notice.notice === 'reread') this.#reader?.reread()
    else this.stop()
  }
}
