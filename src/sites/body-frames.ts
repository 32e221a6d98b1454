import type { CompiledSite } from './compile-site.ts'

/** What a frame inside a body shows; undefined where it is another's, or not loaded. */
export function readFrameBody(frame: Element): Element | undefined {
  if (!('contentDocument' in frame)) return undefined
  const body = (frame as HTMLIFrameElement).contentDocument?.body
  return body?.firstChild === null ? undefined : body
}

/** Tells when a frame inside a body changes: an observer of the page does not see into it. */
export class FrameWatch {
  readonly #frames = new WeakMap<Node, Element>()
  readonly #observer: MutationObserver

  readonly #site: CompiledSite
  readonly #onChange: (frame: Element) => void
  constructor(site: CompiledSite, onChange: (frame: Element) => void) {
    this.#site = site
    this.#onChange = onChange

    this.#observer = new MutationObserver((records) => {
      const changed = new Set(records.map(({ target }) => target.ownerDocument ?? target))
      for (const document of changed) {
        const frame = this.#frames.get(document)
        if (frame !== undefined) onChange(frame)
      }
    })
  }

  /** Takes up the frames of a unit, again where they were taken up before. */
  note(unit: Element): void {
    if (this.#site.frames.isEmpty) return
    for (const frame of Array.from(this.#site.frames.findAllIn(unit))) {
      frame.addEventListener('load', this.#onLoad)
      const document =
        'contentDocument' in frame ? (frame as HTMLIFrameElement).contentDocument : null
      if (document === null || this.#frames.has(document)) continue
      this.#frames.set(document, frame)
      this.#observer.observe(document, {
        childList: true,
        subtree: true,
        characterData: true,
      })
    }
  }

  stop(): void {
    this.#observer.disconnect()
  }

  /** Its document may be a new one. */
  readonly #onLoad = ({ currentTarget }: Event): void => {
    if (currentTarget !== null) this.#onChange(currentTarget as Element)
  }
}
