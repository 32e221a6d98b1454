import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Message } from '../../src/engine/message.ts'
import { parseMessage } from '../../src/packs/message-schema.ts'
import type { PageBatch } from '../../src/sites/batch.ts'
import type { Clock } from '../../src/sites/clock.ts'
import type { SiteDefinition } from '../../src/sites/definition.ts'
import { finishMessage } from '../../src/sites/finish-message.ts'
import { createPageReader, type PageReader } from '../../src/sites/page-reader.ts'
import { parseSiteDefinition } from '../../src/sites/parse-definition.ts'
import { PAUSE } from '../../src/sites/slices.ts'

declare global {
  interface Window {
    readonly happyDOM?: { setURL(url: string): void }
  }
}

const ROOT = join(import.meta.dirname, '../..')

export function loadFixture(path: string): string {
  return readFileSync(join(ROOT, 'test/fixtures', path), 'utf8')
}

export function loadDefinition(id: string): SiteDefinition {
  const file = readFileSync(join(ROOT, 'rules/sites', `${id}.yml`), 'utf8')
  const { definition, faults } = parseSiteDefinition(parse(file))
  if (definition === undefined || faults.length > 0) {
    throw new Error(`${id}.yml: ${JSON.stringify(faults)}`)
  }
  return definition
}

/** Makes the test's document a page. */
export function showPage(html: string, url = 'https://mail.site.example/', bodyClass = ''): void {
  window.happyDOM?.setURL(url)
  document.title = /<title>(.*)<\/title>/.exec(html)?.[1] ?? ''
  document.body.replaceChildren()
  document.body.className = bodyClass
  document.body.innerHTML = html
}

/** Time that stands still until a test moves it. */
export class ManualClock implements Clock {
  time = 0
  private works: { at: number; work: () => void }[] = []

  /** Every look at the clock costs this many milliseconds. */
  constructor(private readonly cost = 0) {}

  now(): number {
    this.time += this.cost
    return this.time
  }

  whenIdle(work: () => void): () => void {
    return this.after(0, work)
  }

  after(milliseconds: number, work: () => void): () => void {
    const entry = { at: this.time + milliseconds, work }
    this.works.push(entry)
    return () => {
      this.works = this.works.filter((other) => other !== entry)
    }
  }

  /** Runs the next piece of work that is due; false where none is. */
  step(): boolean {
    const due = this.works.filter(({ at }) => at <= this.time).sort((a, b) => a.at - b.at)[0]
    if (due === undefined) return false
    this.works = this.works.filter((other) => other !== due)
    due.work()
    return true
  }

  /** Lets time pass and runs whatever falls due. */
  run(milliseconds = 0): void {
    const end = this.time + milliseconds
    for (;;) {
      while (this.step());
      const next = this.works.map(({ at }) => at).filter((at) => at <= end)
      if (next.length === 0) break
      this.time = Math.max(this.time, Math.min(...next))
    }
    this.time = Math.max(this.time, end)
  }
}

/** A message as the background makes it of what the page's reader told. */
export function finish(message: Message, definition: SiteDefinition): Message {
  const result = parseMessage(finishMessage(message, definition))
  if (!result.ok) throw new Error(JSON.stringify(result))
  return result.message
}

export interface ReadPage {
  readonly reader: PageReader
  readonly clock: ManualClock
  readonly batches: PageBatch[]
  /** The last that was told of each message still on the page. */
  readonly messages: Map<string, Message>
  /** Lets observers report and the reader work. */
  settle(milliseconds?: number): Promise<void>
}

/** Reads the document as it stands, and goes on reading. */
export async function readPage(
  document: Document,
  definition: SiteDefinition,
  clock = new ManualClock(),
): Promise<ReadPage> {
  const batches: PageBatch[] = []
  const messages = new Map<string, Message>()
  const onBatch = (batch: PageBatch): void => {
    batches.push(batch)
    for (const id of batch.gone) messages.delete(id)
    for (const message of batch.messages) messages.set(message.id, finish(message, definition))
  }
  const reader = createPageReader({ document, definition, onBatch, clock })
  const settle = async (milliseconds = PAUSE): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 0))
    clock.run(milliseconds)
  }
  reader.start()
  await settle()
  return { reader, clock, batches, messages, settle }
}
