import * as v from 'valibot'
import type { PageApi } from '../platform/page-api.ts'
import { warningSchema, type Warning } from '../platform/schema/views.ts'
import { LocatedMessage } from '../sites/located-message.ts'
import { EvidenceMarks } from './evidence-marks.ts'
import type { PanelAction, PanelHandle, ReaderHandle } from './handle.ts'
import { PanelTexts } from './panel-texts.ts'
import { buildWarningCard } from './warning-card.ts'
import { WarningHost } from './warning-host.ts'

/** How often it is checked that every warning stands beside its message, in milliseconds. */
const CHECK = 1_000

interface Shown {
  warning: Warning
  readonly host: WarningHost
  message: LocatedMessage
  /** The verdict as drawn: an equal one is not drawn again. */
  drawn: string
}

/** Every warning of one frame: shown beside its message, and never longer than that is there. */
export class WarningPanels implements PanelHandle {
  private readonly shown = new Map<string, Shown>()
  private readonly texts: PanelTexts
  private readonly marks = new EvidenceMarks()
  private check: ReturnType<typeof setInterval> | undefined

  constructor(
    private readonly document: Document,
    private readonly reader: ReaderHandle,
    api: PageApi,
  ) {
    this.texts = new PanelTexts(api)
  }

  show(warnings: readonly Warning[], highlight: string | undefined): void {
    if (highlight !== undefined) this.marks.setName(highlight)
    for (const warning of warnings) if (v.is(warningSchema, warning)) this.showOne(warning)
    if (this.shown.size > 0) {
      this.check ??= setInterval(() => {
        this.refresh()
      }, CHECK)
    }
  }

  clear(keys: readonly string[]): void {
    for (const key of keys) {
      this.shown.get(key)?.host.remove()
      this.shown.delete(key)
      this.marks.clear(key)
    }
    if (this.shown.size > 0) return
    clearInterval(this.check)
    this.check = undefined
  }

  refresh(): void {
    for (const { warning } of [...this.shown.values()]) this.showOne(warning)
  }

  destroy(): void {
    this.clear([...this.shown.keys()])
    this.marks.destroy()
  }

  private showOne(warning: Warning): void {
    const { key, verdict } = warning
    const spot = this.reader.locate(verdict.id)
    if (spot === undefined) {
      this.clear([key])
      return
    }
    const before = this.shown.get(key)
    const message = new LocatedMessage(spot)
    const shown = before ?? { warning, host: new WarningHost(this.document), message, drawn: '' }
    const isOther = shown.message.element !== spot.element || this.marks.isStale(key)
    if (isOther) shown.message = message
    this.shown.set(key, shown)
    this.draw(shown, warning, isOther)
    if (!shown.host.place(shown.message.findPlace(), performance.now())) this.clear([key])
  }

  private draw(shown: Shown, warning: Warning, isOther: boolean): void {
    const content = JSON.stringify([warning.headline, warning.verdict])
    const isSame = shown.drawn === content
    shown.warning = warning
    shown.drawn = content
    if (isSame && !isOther) return
    const evidence = warning.verdict.findings.flatMap((finding) => finding.evidence)
    this.marks.set(warning.key, shown.message, evidence)
    if (!isSame) shown.host.show(this.buildCard(shown, warning))
  }

  private buildCard(shown: Shown, warning: Warning): HTMLElement {
    return buildWarningCard(this.document, warning, this.texts, {
      dismiss: async () => {
        const isDone = await this.act('page/dismiss', warning.key)
        if (isDone) this.clear([warning.key])
        return isDone
      },
      review: () => this.act('page/review', warning.key),
      emphasise: (evidence) => {
        this.marks.emphasise(shown.message, evidence)
      },
    })
  }

  private act(action: PanelAction, key: string): Promise<boolean> {
    return this.reader.act(action, key)
  }
}
