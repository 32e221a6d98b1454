// @vitest-environment happy-dom
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Message } from '../../src/engine/message.ts'
import { FIXTURES, matchId, type FixtureCase } from './fixture-cases.ts'
import { loadDefinition, readPage, showPage, type ReadPage } from './read-fixture.ts'
import { runSteps } from './run-steps.ts'

/** What the tests below are named after; `scripts/site-table.mjs` makes its table of them. */
const FIELDS = [
  'id',
  'threadId',
  'account',
  'sentAt',
  'direction',
  'sender.name',
  'sender.email',
  'sender.replyTo',
  'sender.profileUrl',
  'sender.headline',
  'sender.degree',
  'recipient.name',
  'recipient.email',
  'subject',
  'text',
  'quoted',
  'hidden',
  'links',
  'attachments.name',
  'attachments.mime',
  'attachments.size',
  'attachments.url',
]

function pick(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, key) => {
    if (Array.isArray(at)) {
      const values = at.map((item: unknown) => pick(item, key))
      return values.some((value) => value !== undefined) ? values : undefined
    }
    return typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined
  }, value)
}

async function read(fixture: FixtureCase): Promise<ReadPage> {
  const { html, url, bodyClass = '', shadowHost, frames, steps } = fixture
  showPage(shadowHost === undefined ? html : shadowHost, url, bodyClass)
  if (shadowHost !== undefined) {
    document.body.firstElementChild!.attachShadow({ mode: 'open' }).innerHTML = html
  }
  const page = await readPage(document, loadDefinition(fixture.site))
  for (const [index, content] of frames.entries()) {
    document.querySelectorAll('iframe')[index]!.contentDocument!.body.innerHTML = content
    await page.settle()
  }
  runSteps(document, steps)
  await page.settle(10_000)
  return page
}

/** The order of a page is that of its messages' elements, not that of reading. */
function listInOrder({ messages, reader }: ReadPage): Message[] {
  const place = (message: Message): Element => reader.locate(message.id)!.element
  return [...messages.values()].sort((a, b) =>
    place(a).compareDocumentPosition(place(b)) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
  )
}

function listUnread(page: ReadPage, messages: readonly Message[]): unknown[] {
  const last = new Map<string, readonly string[]>()
  for (const batch of page.batches) {
    for (const { id } of batch.messages) {
      const parts = batch.unread.filter((note) => note.id === id).map(({ part }) => part)
      last.set(id, parts)
    }
  }
  return messages.flatMap(({ id }, message) =>
    (last.get(id) ?? []).map((part) => ({ message, part })),
  )
}

describe.each(FIXTURES)('$name', (fixture) => {
  let page: ReadPage
  let messages: Message[] = []
  const expected = fixture.messages
  beforeAll(async () => {
    page = await read(fixture)
    messages = listInOrder(page)
  })
  afterAll(() => {
    page.reader.stop()
  })

  it.each(FIELDS.filter((field) => expected.some((message) => pick(message, field) !== undefined)))(
    'field %s',
    (field) => {
      const wanted = expected.map((message) => {
        const value = pick(message, field)
        return field === 'id' ? matchId(value) : value
      })
      expect(messages.map((message) => pick(message, field))).toEqual(wanted)
    },
  )

  it('gives no field beside these, and no other message', () => {
    const { channel } = loadDefinition(fixture.site)
    const wanted = expected.map((message) => ({ ...message, channel, id: matchId(message.id) }))
    expect(messages).toEqual(wanted)
    expect(page.reader.faults).toEqual([])
  })

  it('says what it could not read', () => {
    expect(listUnread(page, messages)).toEqual(fixture.unread)
    expect(page.batches.at(-1)?.health).toBe(fixture.health)
  })
})
