import type { SiteDefinition } from '../../src/sites/definition.ts'
import { createPageReader } from '../../src/sites/page-reader.ts'

/** Runs in a real browser's page: reads it, and keeps what the page shows now for the test to take. */
export function startReading(definition: SiteDefinition): void {
  const messages = new Map<string, unknown>()
  const reader = createPageReader({
    document,
    definition,
    onBatch(batch) {
      for (const id of batch.gone) messages.delete(id)
      for (const message of batch.messages) messages.set(message.id, message)
      Object.assign(globalThis, {
        readMessages: [...messages.values()],
        readerFaults: reader.faults,
      })
    },
  })
  reader.start()
}

Object.assign(globalThis, { startReading })
