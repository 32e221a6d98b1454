import type { Warning } from '../platform/schema/views.ts'
import { getPageHandle, type WarningsReply } from './handle.ts'

/** The warnings of this frame, kept for a panel that may be injected later. */
export class WarningBoard {
  readonly #warnings = new Map<string, Warning>()
  #highlight: string | undefined

  get current(): { warnings: readonly Warning[]; highlight?: string } {
    const warnings = [...this.#warnings.values()]
    return this.#highlight === undefined ? { warnings } : { warnings, highlight: this.#highlight }
  }

  take({ warnings, clear, highlight }: WarningsReply): void {
    this.#highlight = highlight ?? this.#highlight
    for (const key of clear) this.#warnings.delete(key)
    for (const warning of warnings) this.#warnings.set(warning.key, warning)
    const { panel } = getPageHandle()
    if (clear.length > 0) panel?.clear(clear)
    if (warnings.length > 0) panel?.show(warnings, this.#highlight)
  }

  /** Messages that left the page take their warnings with them. */
  dropMessages(ids: readonly string[]): void {
    const left = new Set(ids)
    const keys = [...this.#warnings.values()]
      .filter(({ verdict }) => left.has(verdict.id))
      .map(({ key }) => key)
    for (const key of keys) this.#warnings.delete(key)
    if (keys.length > 0) getPageHandle().panel?.clear(keys)
  }
}
