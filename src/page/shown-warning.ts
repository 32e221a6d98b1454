import type { Decision, Warning } from '../platform/schema/views.ts'
import { LocatedMessage } from '../sites/located-message.ts'
import type { MessageSpot } from '../sites/page-reader.ts'
import type { CardActions } from './card-actions.ts'
import type { EvidenceMarks } from './evidence-marks.ts'
import type { Act } from './panel-calls.ts'
import type { PanelTexts } from './panel-texts.ts'
import { buildPartingLine } from './parting-line.ts'
import { buildWarningCard } from './warning-card.ts'
import { WarningHost } from './warning-host.ts'

interface Parts {
  readonly document: Document
  readonly texts: PanelTexts
  readonly marks: EvidenceMarks
  readonly act: Act
  /** Takes it off the page for good. */
  drop(key: string): void
}

/**
 * One warning beside its message. `parted`: the reader took it away, and a line stands in its place by
 * which it can be had back.
 */
export class ShownWarning implements CardActions {
  readonly #parts: Parts
  readonly #host: WarningHost
  #warning: Warning
  #message: LocatedMessage
  /** The content as drawn: an equal one is not drawn again. */
  #drawn = ''
  #isParted = false
  /** The background is doing what the reader chose: what it tells meanwhile is of that. */
  #isActing = false

  constructor(parts: Parts, warning: Warning, spot: MessageSpot) {
    this.#parts = parts
    this.#warning = warning
    this.#message = new LocatedMessage(spot)
    this.#host = new WarningHost(parts.document)
    this.#draw(true)
    this.place()
    this.#host.say(parts.texts.get('region', warning.headline))
  }

  get warning(): Warning {
    return this.#warning
  }

  get element(): Element {
    return this.#host.element
  }

  /** Whether the keyboard could be led to it. */
  focus(): boolean {
    return this.#host.focus()
  }

  /** Whether a warning stands here now. */
  get isStanding(): boolean {
    return !this.#isParted
  }

  /** What the background tells of the warning; it may have come back from elsewhere. */
  take(warning: Warning): void {
    this.#warning = warning
    if (this.#isParted && !this.#isActing) this.#return()
    else if (!this.#isParted) this.#draw(false)
  }

  /** The background tells that there is no warning any more. */
  clear(): void {
    if (!this.#isActing && !this.#isParted) this.#drop()
  }

  /** The page may have moved or replaced the message, or removed the warning. */
  follow(spot: MessageSpot): void {
    const { key } = this.#warning
    const isOther = this.#message.element !== spot.element || this.#parts.marks.isStale(key)
    if (isOther) this.#message = new LocatedMessage(spot)
    if (isOther && !this.#isParted) this.#mark()
    this.place()
  }

  place(): void {
    this.#host.place(this.#message.findPlace(), performance.now())
  }

  remove(): void {
    this.#host.remove()
    this.#parts.marks.clear(this.#warning.key)
  }

  async dismiss(scope: 'once' | 'sender'): Promise<boolean> {
    const before = await this.#act(scope === 'once' ? 'dismiss' : 'trust')
    if (before !== undefined) this.#part(scope, before)
    return before !== undefined
  }

  report(): Promise<Decision | undefined> {
    return this.#parts.act('report', this.#warning.key)
  }

  async undo(before: Decision): Promise<boolean> {
    return (await this.#act('undo', before)) !== undefined
  }

  async askAgain(): Promise<boolean> {
    return (await this.#parts.act('ask', this.#warning.key)) !== undefined
  }

  async review(): Promise<boolean> {
    return (await this.#parts.act('review', this.#warning.key)) !== undefined
  }

  async #act(
    action: 'dismiss' | 'trust' | 'undo',
    before?: Decision,
  ): Promise<Decision | undefined> {
    this.#isActing = true
    const decision = await this.#parts.act(action, this.#warning.key, before)
    this.#isActing = false
    return decision
  }

  #part(scope: 'once' | 'sender', before: Decision): void {
    const { document, texts, marks } = this.#parts
    this.#isParted = true
    marks.clear(this.#warning.key)
    const line = buildPartingLine(document, texts, scope, {
      undo: async () => {
        const isDone = await this.undo(before)
        if (isDone) this.#return()
        return isDone
      },
      close: () => {
        this.#drop()
      },
    })
    this.#show(line)
  }

  #return(): void {
    this.#isParted = false
    this.#draw(true)
    this.place()
  }

  #drop(): void {
    this.#parts.drop(this.#warning.key)
  }

  #draw(isNew: boolean): void {
    const { headline, verdict, sender, dmarc, allowed } = this.#warning
    const content = JSON.stringify([headline, verdict, sender, dmarc, allowed])
    if (!isNew && this.#drawn === content) return
    this.#drawn = content
    this.#mark()
    const { document, texts, marks } = this.#parts
    const card = buildWarningCard(document, this.#warning, texts, {
      actions: this,
      emphasise: (evidence, how) => {
        marks.emphasise(this.#message, evidence, how)
      },
    })
    this.#show(card)
  }

  #show(card: HTMLElement): void {
    this.#host.show(card)
  }

  #mark(): void {
    const evidence = this.#warning.verdict.findings.flatMap((finding) => finding.evidence)
    this.#parts.marks.set(this.#warning.key, this.#message, evidence)
  }
}
