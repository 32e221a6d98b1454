import type { Attachment } from '../engine/message.ts'
import type { Candidate } from './definition.ts'
import { UnitView } from './unit-view.ts'
import type { PaneCache } from './pane-cache.ts'

const MAX_ATTACHMENTS = 100
const MAX_NAME = 1_000

export interface AttachmentRead {
  readonly attachment: Attachment
  readonly element: Element
}

/** Attachments outside the message's body, each with the element that shows it. */
export function readAttachments(view: UnitView, pane: PaneCache): AttachmentRead[] {
  const found = new Map<Element, Attachment>()
  for (const source of view.site.definition.attachments) {
    if (!view.site.isUsable(source)) continue
    for (const element of view.findAll(source, MAX_ATTACHMENTS)) {
      if (found.has(element) || [...found.keys()].some((other) => other.contains(element))) continue
      const card = new UnitView(view.site, element, pane, view.bodies)
      const name = readFirst(card, source.name)?.slice(0, MAX_NAME)
      if (name === undefined) continue
      found.set(element, toAttachment(name, card, source))
    }
  }
  return [...found].map(([element, attachment]) => ({ attachment, element }))
}

function toAttachment(
  name: string,
  card: UnitView,
  source: Readonly<Record<'mime' | 'size' | 'url', readonly Candidate[]>>,
): Attachment {
  const mime = readFirst(card, source.mime)
  const size = Number(readFirst(card, source.size) ?? Number.NaN)
  const url = readFirst(card, source.url)
  return {
    name,
    ...(mime === undefined ? {} : { mime }),
    ...(Number.isFinite(size) ? { size } : {}),
    ...(url === undefined ? {} : { url }),
  }
}

function readFirst(card: UnitView, candidates: readonly Candidate[]): string | undefined {
  for (const candidate of candidates) {
    const value = card.site.isUsable(candidate) ? card.read(candidate) : undefined
    if (value !== undefined) return value
  }
  return undefined
}
