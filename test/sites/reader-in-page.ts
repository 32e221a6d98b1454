import type { SiteDefinition } from '../../src/sites/definition.ts'
import { createPageReader } from '../../src/sites/page-reader.ts'
import { runSteps } from './run-steps.ts'

/** Runs in a real browser's page: reads it, and keeps what the page shows now for the test to take. */
function startReading(definition: SiteDefinition): void {
  const messages = new Map<string, { readonly id: string }>()
  const reader = createPageReader({
    document,
    definition,
    onBatch(batch) {
      for (const id of batch.gone) messages.delete(id)
      for (const message of batch.messages) messages.set(message.id, message)
      Object.assign(globalThis, { readHealth: batch.health })
    },
  })
  const place = (id: string): Element | undefined => reader.locate(id)?.element
  Object.assign(globalThis, {
    readerFaults: reader.faults,
    /** In the order of their elements. */
    listMessages: () =>
      [...messages.values()].sort((a, b) => {
        const [first, second] = [place(a.id), place(b.id)]
        if (first === undefined || second === undefined) return 0
        const { DOCUMENT_POSITION_FOLLOWING } = Node
        return first.compareDocumentPosition(second) & DOCUMENT_POSITION_FOLLOWING ? -1 : 1
      }),
  })
  reader.start()
}

Object.assign(globalThis, { startReading, runSteps })
