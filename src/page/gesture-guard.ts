import type { Warning } from '../platform/schema/views.ts'
import type { LocatedMessage } from '../sites/located-message.ts'
import { AskDialog, type Answer } from './ask-dialog.ts'
import type { PanelTexts } from './panel-texts.ts'
import { findRisk, isDangerous, type Risk } from './risky-target.ts'

/** How long what was allowed once may be done, in milliseconds. */
const ONCE = 30_000
/** A key is followed by the click that it makes: both are the one time. */
const SAME_TIME = 1_000
/** What opens or copies; the rest of the gestures only leads up to it. */
const DECISIVE = new Set(['click', 'auxclick', 'dragstart', 'submit', 'keydown', 'copy', 'cut'])

export interface GuardedMessage {
  readonly warning: Warning
  readonly message: LocatedMessage
}

export interface GuardParts {
  readonly document: Document
  readonly texts: PanelTexts
  /** Every message of the frame that a warning stands for, whether it is in sight or not. */
  listGuarded(): readonly GuardedMessage[]
  /** Has the sender's messages opened without a question from now on. */
  allowSender(key: string): Promise<boolean>
}

/** Asks before something dangerous of a flagged message is opened or copied. */
export class GestureGuard {
  readonly #parts: GuardParts
  /** Until when, by what was allowed. */
  readonly #allowed = new Map<string, number>()
  #dialog: AskDialog | undefined

  constructor(parts: GuardParts) {
    this.#parts = parts
  }

  /** Only what a person did is asked about: a script of the page could open the same without an event. */
  check(event: Event): void {
    if (!event.isTrusted) return
    for (const { warning, message } of this.#parts.listGuarded()) {
      if (warning.allowed === true || !isDangerous(warning.verdict)) continue
      const risk = findRisk(event, message)
      if (risk === undefined) continue
      const isDecisive = DECISIVE.has(event.type)
      if (this.#isAllowed(warning.key, risk, isDecisive)) continue
      event.stopImmediatePropagation()
      if (!isDecisive) return
      event.preventDefault()
      this.#ask(warning, risk)
      return
    }
  }

  close(): void {
    this.#dialog?.close()
    this.#dialog = undefined
  }

  #isAllowed(key: string, risk: Risk, isUse: boolean): boolean {
    const name = nameOf(key, risk)
    const until = this.#allowed.get(name) ?? -Infinity
    const now = performance.now()
    if (isUse && until > now) this.#allowed.set(name, Math.min(until, now + SAME_TIME))
    return until > now
  }

  #ask(warning: Warning, risk: Risk): void {
    const { document, texts } = this.#parts
    const wasTakenAway = this.#dialog?.isTakenAway === true
    this.close()
    const dialog = wasTakenAway
      ? undefined
      : AskDialog.open(document, texts, { warning, risk }, (answer) =>
          this.#take(answer, warning, risk),
        )
    this.#dialog = dialog
    // The page removed the question, or can't show it: it has no power over the browser's own.
    if (dialog === undefined && this.#confirm()) this.#allowOnce(warning, risk)
  }

  #confirm(): boolean {
    const { document, texts } = this.#parts
    const question = `${texts.get('ask_title')}\n\n${texts.get('ask_live')}\n\n${texts.get('ask_once')}?`
    return document.defaultView?.confirm(question) === true
  }

  async #take(answer: Answer, warning: Warning, risk: Risk): Promise<boolean> {
    if (answer === 'always' && !(await this.#parts.allowSender(warning.key))) return false
    // What is always allowed, the background tells this page like any other.
    if (answer === 'once' || (answer === 'always' && risk.href !== undefined)) {
      this.#allowOnce(warning, risk)
    }
    return true
  }

  /** A plain web link opens by itself; all else is to be done again, and passes. */
  #allowOnce(warning: Warning, risk: Risk): void {
    if (risk.href === undefined) {
      this.#allowed.set(nameOf(warning.key, risk), performance.now() + ONCE)
    } else {
      this.#parts.document.defaultView?.open(risk.href, '_blank', 'noopener,noreferrer')
    }
  }
}

function nameOf(key: string, { kind, shown, href = '' }: Risk): string {
  return [key, kind, shown, href].join('\n')
}
