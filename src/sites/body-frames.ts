import type { CompiledSite } from './compile-site.ts'

/** What a frame inside a body shows; undefined where it is another's, or not loaded. */
export function readFrameBody(frame: Element): Element | undefined {
  if (!('contentDocument' in frame)) return undefined
  const body = (frame as HTMLIFrameElement).contentDocument?.body
  return body?.firstChild === null ? undefined : body
}

/** Tells when a frame inside a body changes: an observer of the page does not see into it. */
export class FrameWatch {
  private readonly frames = new WeakMap<Node, Element>()
  private readonly observer: MutationObserver

  constructor(
    private readonly site: CompiledSite,
    private readonly onChange: (frame: Element) => void,
  ) {
    this.observer = new MutationObserver((records) => {
      const changed = new Set(records.map(({ target }) => target.ownerDocument ?? target))
      for (const document of changed) {
        const frame = this.frames.get(document)
        if (frame !== undefined) onChange(frame)
      }
    })
  }

  /** Takes up the frames of a unit, again where they were taken up before. */
  note(unit: Element): void {
    for (const frame of this.site.frames.findAllIn(unit)) {
      frame.addEventListener('load', this.onLoad)
      const document =
        'contentDocument' in frame ? (frame as HTMLIFrameElement).contentDocument : null
      if (document === null || this.frames.has(document)) continue
      this.frames.set(document, frame)
      this.observer.observe(document, { childList: true, subtree: true, characterData: true })
    }
  }

  stop(): void {
    this.observer.disconnect()
  }

  /** Its document may be a new one. */
  private readonly onLoad = ({ currentTarget }: Event): void => {
    if (currentTarget !== null) this.onChange(currentTarget as Element)
  }
}
