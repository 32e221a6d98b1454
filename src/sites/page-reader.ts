import type { PageBatch } from './batch.ts'
import type { Clock } from './clock.ts'
import type { CompiledSite } from './compile-site.ts'
import type { SiteDefinition } from './definition.ts'
import { FrameReader } from './frame-reader.ts'
import type { DefinitionFault } from './parse-definition.ts'

export interface PageReaderOptions {
  readonly document: Document
  readonly definition: SiteDefinition
  onBatch(batch: PageBatch): void
  /** Absent: the page's own. */
  readonly clock?: Clock
}

/** The element in which a message stands; `LocatedMessage` finds ranges in it. */
export interface MessageSpot {
  readonly site: CompiledSite
  readonly element: Element
}

export interface PageReader {
  /** Selectors that this browser does not take; the rest works. */
  readonly faults: readonly DefinitionFault[]
  start(): void
  stop(): void
  /** Reports every message on the page again. */
  reread(): void
  /** Where a message stands now; undefined once it left. */
  locate(id: string): MessageSpot | undefined
}

/** Reads the messages of one frame as they come and go, a few milliseconds at a time. */
export function createPageReader(options: PageReaderOptions): PageReader {
  return new FrameReader(options)
}
