import type { Warning } from '../platform/schema/views.ts'
import { getPageHandle, type WarningsReply } from './handle.ts'

/** The warnings of this frame, kept for a panel that may be injected later. */
export class WarningBoard {
  readonly #warnings = new Map<string, Warning>()
  #highlight: string | undefined

  get current(): { warnings: readonly Warning[]; highlight: string | undefined } {
    return { warnings: [...this.#warnings.values()], highlight: this.#highlight }
  }

  take({ warnings, clear, highlight }: WarningsReply): void {
    this.#highlight = highlight ?? this.#highlight
    this.#clear(clear)
    for (const warning of warnings) this.#warnings.set(warning.key, warning)
    if (warnings.length > 0) getPageHandle().panel?.show(warnings, this.#highlight)
  }

  /** Messages that left the page take their warnings with them. */
  dropMessages(ids: readonly string[]): void {
    const left = new Set(ids)
    const keys = this.current.warnings
      .filter(({ verdict }) => left.has(verdict.id))
      .map(({ key }) => key)
    this.#clear(keys)
  }

  #clear(keys: readonly string[]): void {
    for (const key of keys) this.#warnings.delete(key)
    if (keys.length > 0) getPageHandle().panel?.clear(keys)
  }
}
