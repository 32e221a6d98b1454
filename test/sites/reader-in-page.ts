import type { Message } from '../../src/engine/message.ts'
import { parseMessage } from '../../src/packs/message-schema.ts'
import type { PageBatch } from '../../src/sites/batch.ts'
import type { SiteDefinition } from '../../src/sites/definition.ts'
import { finishMessage } from '../../src/sites/finish-message.ts'
import { createPageReader, type PageReader } from '../../src/sites/page-reader.ts'
import { mutatePage } from './mutate-page.ts'
import { runSteps } from './run-steps.ts'

/** A message as the background makes it of what the reader told. */
function finish(message: Message, definition: SiteDefinition): Message {
  const result = parseMessage(finishMessage(message, definition))
  if (!result.ok) throw new Error(JSON.stringify(result))
  return result.message
}

/** Runs in a real browser's page: reads it, and keeps what the page shows now for the test to take. */
class PageReading {
  readonly reader: PageReader
  readonly messages = new Map<string, Message>()
  /** Ids told twice in the same words without having left in between. */
  readonly repeated: string[] = []
  health = ''
  private readonly told = new Map<string, string>()

  constructor(private readonly definition: SiteDefinition) {
    this.reader = createPageReader({
      document,
      definition,
      onBatch: (batch) => {
        this.take(batch)
      },
    })
    this.reader.start()
  }

  /** In the order of their elements. */
  listMessages(): Message[] {
    const place = (message: Message): Element | undefined => this.reader.locate(message.id)?.element
    return [...this.messages.values()].sort((a, b) => {
      const [first, second] = [place(a), place(b)]
      if (first === undefined || second === undefined) return 0
      const { DOCUMENT_POSITION_FOLLOWING } = Node
      return first.compareDocumentPosition(second) & DOCUMENT_POSITION_FOLLOWING ? -1 : 1
    })
  }

  private take({ health, gone, messages, unread }: PageBatch): void {
    this.health = health
    for (const id of gone) this.messages.delete(id)
    for (const message of messages) {
      const notes = unread.filter(({ id }) => id === message.id)
      const told = JSON.stringify([message, notes])
      if (this.messages.has(message.id) && this.told.get(message.id) === told) {
        this.repeated.push(message.id)
      }
      this.told.set(message.id, told)
      this.messages.set(message.id, finish(message, this.definition))
    }
  }
}

let reading: PageReading | undefined

/** Ids and texts of a reader that comes to the page only now. */
async function readAfresh(definition: SiteDefinition): Promise<string[]> {
  const fresh = new PageReading(definition)
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  fresh.reader.stop()
  return listTexts(fresh)
}

function listTexts({ messages }: PageReading): string[] {
  return [...messages.values()].map(({ id, text }) => `${id} ${text}`).sort()
}

Object.assign(globalThis, {
  runSteps,
  mutatePage,
  readAfresh,
  startReading(definition: SiteDefinition) {
    reading = new PageReading(definition)
  },
  listMessages: () => reading?.listMessages() ?? [],
  listTexts: () => (reading === undefined ? [] : listTexts(reading)),
  listFaults: () => [...(reading?.reader.faults ?? []), ...(reading?.repeated ?? [])],
  readHealth: () => reading?.health,
})
