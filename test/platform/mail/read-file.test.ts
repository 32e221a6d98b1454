import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  MAX_FILE,
  readMessageFile,
  readPasted,
  type FileItem,
} from '../../../src/platform/mail/read-file.ts'
import { makeMsg } from './make-msg.ts'

const MAIL = 'From: Ana <ana@mail.example>\r\nTo: b@mail.example\r\nSubject: Role\r\n\r\nHello'
const MSG = makeMsg({ properties: { 0x0037: 'Role', 0x0042: 'Ana', 0x1000: 'Hello' } })
const MBOX = `From a@b.example Thu Nov  5 08:30:00 2026\n${MAIL}\n\nFrom a@b.example Thu Nov  5 08:30:00 2026\nbroken\n`

async function read(name: string, ...parts: (string | Uint8Array)[]): Promise<FileItem[]> {
  const bytes = parts.map((part) => (typeof part === 'string' ? part : new Uint8Array(part)))
  return collect(readMessageFile(new File(bytes, name)))
}

async function collect(items: AsyncIterable<FileItem>): Promise<FileItem[]> {
  const all: FileItem[] = []
  for await (const item of items) all.push(item)
  return all
}

function describeItem(item: FileItem): string {
  if ('fault' in item) return `${item.place}: ${item.fault.kind}`
  const { message } = item
  return `${item.place}: ${message.sender?.name ?? '?'} ${message.channel ?? '?'} ${message.text}`
}

describe('readMessageFile', () => {
  it.each([
    ['a mail', 'role.eml', MAIL, ['role.eml: Ana email Hello']],
    ['a mail of Outlook', 'role.msg', MSG, ['role.msg: Ana email Hello']],
    ['one under another ending, by its bytes', 'role.dat', MSG, ['role.dat: Ana email Hello']],
    [
      'many mails, and the bad one by itself',
      'box.MBOX',
      MBOX,
      ['box.MBOX · 1: Ana email Hello', 'box.MBOX · 2: faulty'],
    ],
    [
      'many mails that are called one',
      'box.eml',
      MBOX,
      ['box.eml · 1: Ana email Hello', 'box.eml · 2: faulty'],
    ],
    ['a plain text', 'chat.txt', '\uFEFFHi\r\nthere ', ['chat.txt: ? ? Hi\nthere']],
    ['the source of a mail as a text', 'source.txt', MAIL, ['source.txt: Ana email Hello']],
    [
      'a text that begins as a dialogue',
      'talk.txt',
      'Ana: Hello\nBen: Hi\nAna: Bye',
      ['talk.txt: ? ? Ana: Hello\nBen: Hi\nAna: Bye'],
    ],
    ['nothing', 'empty.eml', '', ['empty.eml: empty']],
    ['a picture', 'photo.png', 'x', ['photo.png: unknown']],
    ['a file without an ending', 'README', 'x', ['README: unknown']],
    ['an mbox without a mail', 'list.mbox', 'Hello', ['list.mbox: no-mail']],
    ['a mail without headers', 'plain.eml', 'Hello', ['plain.eml: faulty']],
  ])('reads %s', async (_, name, content, expected) => {
    expect((await read(name, content)).map(describeItem)).toEqual(expected)
  })

  it('reads a text in UTF-16', async () => {
    const wide = new Uint8Array(Uint16Array.from('\uFEFFПривет', (c) => c.charCodeAt(0)).buffer)
    expect((await read('chat.txt', wide)).map(describeItem)).toEqual(['chat.txt: ? ? Привет'])
  })

  it('refuses what is too large without reading it', async () => {
    const small = new File(['x'], 'x.eml')
    const huge = { name: 'huge.eml', size: MAX_FILE + 1, slice: () => small.slice(0, 1) }
    expect((await collect(readMessageFile(huge))).map(describeItem)).toEqual(['huge.eml: large'])
  })

  it('never throws, whatever the file holds', async () => {
    const name = fc.constantFrom('a.eml', 'a.msg', 'a.mbox', 'a.txt', 'a')
    await fc.assert(
      fc.asyncProperty(name, fc.uint8Array({ maxLength: 300 }), async (ending, bytes) => {
        for (const item of await read(ending, bytes)) expect(item.place).toContain(ending)
      }),
      { numRuns: 150 },
    )
  })
})

describe('readPasted', () => {
  it('takes links from the markup and from the text, each once', async () => {
    const html = '<a href="https://evil.example/x">acme.example</a>'
    const item = await readPasted('see acme.example or https://acme.example/a', html, 'id')
    expect(item).toEqual({
      place: 'id',
      message: {
        id: 'id',
        site: 'file',
        text: 'see acme.example or https://acme.example/a',
        links: [
          { href: 'https://evil.example/x', text: 'acme.example' },
          { href: 'https://acme.example/a', text: 'https://acme.example/a' },
        ],
      },
    })
  })

  it('reads the source of a mail as a mail', async () => {
    expect(describeItem(await readPasted(`\n${MAIL}`, '', 'id'))).toBe('id: Ana email Hello')
  })
})
