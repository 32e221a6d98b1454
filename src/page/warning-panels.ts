import * as v from 'valibot'
import type { PageApi } from '../platform/page-api.ts'
import { warningSchema, type Warning } from '../platform/schema/views.ts'
import { LocatedMessage } from '../sites/located-message.ts'
import { EvidenceMarks } from './evidence-marks.ts'
import { GestureGuard, type GuardedMessage } from './gesture-guard.ts'
import type { PanelHandle, ReaderHandle } from './handle.ts'
import { PanelTexts } from './panel-texts.ts'
import { connectPanel, type Act } from './panel-calls.ts'
import { ShownWarning } from './shown-warning.ts'
import { watchGestures } from './watch-gestures.ts'

/** How often it is checked that every warning stands beside its message, in milliseconds. */
const CHECK = 1_000

/** Every warning of one frame: shown beside its message, and never longer than that is there. */
export class WarningPanels implements PanelHandle {
  readonly #document: Document
  readonly #reader: ReaderHandle
  readonly #texts: PanelTexts
  readonly #act: Act
  readonly #shown = new Map<string, ShownWarning>()
  readonly #marks = new EvidenceMarks()
  readonly #guard: GestureGuard
  /** Key of the warning to which the keyboard led last. */
  #stepped: string | undefined
  #check: ReturnType<typeof setInterval> | undefined

  constructor(document: Document, reader: ReaderHandle, api: PageApi) {
    this.#document = document
    this.#reader = reader
    this.#texts = new PanelTexts(api)
    this.#act = connectPanel(api)
    this.#guard = new GestureGuard({
      document,
      texts: this.#texts,
      listGuarded: () => this.#listGuarded(),
      allowSender: async (key) => (await this.#act('allow', key)) !== undefined,
    })
  }

  show(warnings: readonly Warning[], highlight: string | undefined): void {
    if (highlight !== undefined) this.#marks.setName(highlight)
    for (const warning of warnings) if (v.is(warningSchema, warning)) this.#showOne(warning)
    if (this.#shown.size > 0) {
      this.#check ??= setInterval(() => {
        this.refresh()
      }, CHECK)
    }
  }

  clear(keys: readonly string[]): void {
    for (const key of keys) this.#shown.get(key)?.clear()
  }

  refresh(): void {
    for (const [key, shown] of this.#shown) {
      const spot = this.#reader.locate(shown.warning.verdict.id)
      if (spot === undefined) this.#drop(key)
      else shown.follow(spot)
    }
    this.#watchFrames()
  }

  /** Clicks in a warning itself are the reader's answer to it. */
  onGesture(event: Event): void {
    const path = event.composedPath()
    if ([...this.#shown.values()].some(({ element }) => path.includes(element))) return
    this.#guard.check(event)
  }

  showNext(): boolean {
    const standing = [...this.#shown.entries()].filter(([, { isStanding }]) => isStanding)
    const inOrder = standing.sort(([, { element: a }], [, { element: b }]) =>
      a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
    )
    const at = inOrder.findIndex(([key]) => key === this.#stepped)
    const [key, next] = inOrder[(at + 1) % Math.max(inOrder.length, 1)] ?? []
    this.#stepped = key
    return next?.focus() ?? false
  }

  destroy(): void {
    this.#guard.close()
    for (const key of [...this.#shown.keys()]) this.#drop(key)
    this.#marks.destroy()
  }

  #showOne(warning: Warning): void {
    const { key, verdict } = warning
    const spot = this.#reader.locate(verdict.id)
    const before = this.#shown.get(key)
    if (spot === undefined) this.#drop(key)
    else if (before === undefined) this.#shown.set(key, this.#make(warning, spot))
    else {
      before.follow(spot)
      before.take(warning)
    }
    this.#watchFrames()
  }

  #make(warning: Warning, spot: NonNullable<ReturnType<ReaderHandle['locate']>>): ShownWarning {
    const parts = {
      document: this.#document,
      texts: this.#texts,
      marks: this.#marks,
      act: this.#act,
      drop: (key: string): void => {
        this.#drop(key)
      },
    }
    return new ShownWarning(parts, warning, spot)
  }

  #drop(key: string): void {
    this.#shown.get(key)?.remove()
    this.#shown.delete(key)
    if (this.#shown.size > 0) return
    clearInterval(this.#check)
    this.#check = undefined
  }

  /** Read anew for each gesture: what stands in a message comes late, or is replaced. */
  #listGuarded(): GuardedMessage[] {
    return [...this.#shown.values()].flatMap(({ warning, isStanding }) => {
      const spot = isStanding ? this.#reader.locate(warning.verdict.id) : undefined
      return spot === undefined ? [] : [{ warning, message: new LocatedMessage(spot) }]
    })
  }

  /**
   * A mail's body may stand in a frame of the page's own, in which no reader runs; and a page that
   * writes itself anew takes the listeners of its window away.
   */
  #watchFrames(): void {
    watchGestures(window)
    for (const { message } of this.#listGuarded()) {
      for (const frame of message.element.querySelectorAll('iframe')) {
        if (frame.contentDocument !== null) watchGestures(frame.contentDocument)
      }
    }
  }
}
