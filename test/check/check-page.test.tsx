// @vitest-environment happy-dom
import { act } from 'preact/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { CheckPage } from '../../src/check/check-page.tsx'
import type { CheckedSelection } from '../../src/platform/check-protocol.ts'
import type { CallRequest } from '../../src/platform/protocol.ts'
import { ServicesProvider } from '../../src/ui/services.ts'
import { fakeServices, type Answers } from '../ui/fake-services.ts'
import { sampleMessage } from '../ui/samples.ts'
import { click, find, findAll, leave, settle, show, textOf, type } from '../ui/screen.ts'

afterEach(leave)

type Items = CallRequest<'check/messages'>['items']

const SELECTED: CheckedSelection = {
  view: sampleMessage('picked', 'high'),
  url: 'https://forum.example/post',
  isPrivate: true,
}

/** Levels by turn: the first message is judged `high`, the second `none`, and so on. */
async function open(selection: string | null = null, answers: Answers = {}) {
  const services = fakeServices({
    'check/messages': ({ items }) =>
      items.map((_, i) => sampleMessage(`m${i}`, i % 2 ? 'none' : 'high')),
    'check/selection': ({ id }) => (id === 'known' ? SELECTED : null),
    'inbox/keep': () => null,
    ...answers,
  })
  await show(
    <ServicesProvider value={services}>
      <CheckPage selection={selection} />
    </ServicesProvider>,
  )
  return services
}

/** Reading files and loading the parsers takes turns of the event loop. */
async function finish(): Promise<void> {
  for (let turn = 0; turn < 100 && page().includes('Checking…'); turn++) {
    await act(() => new Promise((resolve) => setTimeout(resolve, 10)))
  }
  await settle()
}

async function checkText(text: string): Promise<void> {
  await type(find('textbox', 'Paste the message'), text)
  await click(find('button', 'Check'))
  await finish()
}

async function chooseFiles(...files: File[]): Promise<void> {
  const input = document.querySelector<HTMLInputElement>('input[type=file]')!
  Object.defineProperty(input, 'files', { value: files, configurable: true })
  await act(() => void input.dispatchEvent(new Event('change', { bubbles: true })))
  await finish()
}

const page = () => textOf(document.body)
const cards = () => findAll('listitem', undefined, find('list', 'Result')).map(textOf)
const itemsOf = (asked: readonly (readonly [string, unknown])[]) =>
  (asked.findLast(([name]) => name === 'check/messages')?.[1] as { items: Items }).items

describe('check page', () => {
  it('sends nothing while nothing is pasted', async () => {
    const { asked } = await open()
    await click(find('button', 'Check'))
    expect(asked).toEqual([])
  })

  it('has a pasted text judged, with its links, and shows the verdict open', async () => {
    const { asked } = await open()
    await checkText('Apply at https://jobs.example/now')
    expect(itemsOf(asked)).toEqual([
      {
        message: {
          id: expect.any(String) as string,
          site: 'file',
          text: 'Apply at https://jobs.example/now',
          links: [{ href: 'https://jobs.example/now', text: 'https://jobs.example/now' }],
        },
      },
    ])
    expect(cards()[0]).toContain('Sender m0')
    expect(document.querySelector('details')?.open).toBe(true)
    expect(textOf(document.activeElement)).toBe('Sender m0')
    expect(textOf(find('status'))).toBe('Messages checked: 1. Flagged: 1. Not read: 0.')
  })

  it('puts the strongest first and names each file; only a flagged one can be kept', async () => {
    await open()
    const mail = (name: string) => new File(['From: a@b.example\n\nHello'], name)
    const levels = (names: string[]) =>
      names.map((name, i) => sampleMessage(name, i === 1 ? 'critical' : 'low'))
    await leave()
    const services = await open(null, {
      'check/messages': () => levels(['first', 'second', 'third']),
    })
    await chooseFiles(mail('one.eml'), mail('two.eml'), mail('three.eml'))
    expect(cards().map((text) => text.slice(0, 13))).toEqual([
      'Sender second',
      'Sender firstf',
      'Sender thirdt',
    ])
    expect(cards()[0]).toContain('two.eml')
    await click(find('button', 'Keep in review'))
    const kept = services.asked.find(([name]) => name === 'inbox/keep')?.[1]
    expect(kept).toMatchObject({ url: '', isPrivate: false, view: { key: 'gmail|a|second' } })
    expect(findAll('button', 'Kept')).toHaveLength(1)
  })

  it('names what it can’t read, with the fix, and judges the rest', async () => {
    const { asked } = await open()
    await chooseFiles(
      new File(['x'], 'photo.png'),
      new File([], 'nothing.txt'),
      new File(['no header'], 'plain.eml'),
      new File(['no mail'], 'list.mbox'),
      new File(['Hello'], 'chat.txt'),
    )
    const faults = findAll('listitem', undefined, find('list', 'Not read')).map(textOf)
    expect(faults.map((text) => text.split(' ')[0])).toEqual([
      'photo.png',
      'nothing.txt',
      'plain.eml',
      'list.mbox',
    ])
    expect(faults[0]).toContain('Save the message as one of these')
    expect(faults[2]).toContain('has none of the headers of a mail')
    expect(itemsOf(asked)).toHaveLength(1)
  })

  it('says so where the background refuses one as too large', async () => {
    await open(null, { 'check/messages': () => [null] })
    await checkText('Hello')
    expect(textOf(find('list', 'Not read'))).toContain('Pasted text: is too large')
  })

  it('says that no sign is no proof', async () => {
    await open(null, { 'check/messages': () => [sampleMessage('a', 'none')] })
    await checkText('Hello')
    expect(page()).toContain('That does not prove that a message is honest.')
    expect(findAll('button', 'Keep in review')).toEqual([])
  })

  it('shows an error and takes the next message', async () => {
    let isFirst = true
    await open(null, {
      'check/messages': () => {
        if (!isFirst) return [sampleMessage('a', 'none')]
        isFirst = false
        throw new Error('worker asleep')
      },
    })
    await checkText('Hello')
    expect(textOf(find('alert'))).toBe('That did not work: worker asleep')
    await checkText('Hello again')
    expect(cards()).toHaveLength(1)
  })

  it('stops after 500 messages and says so', async () => {
    const { asked } = await open()
    const mail = 'From a@b.example Thu Nov  5 08:30:00 2026\nFrom: a@b.example\n\nHello\n\n'
    await chooseFiles(new File([mail.repeat(502)], 'box.mbox'))
    expect(itemsOf(asked)).toHaveLength(500)
    expect(textOf(find('list', 'Not read'))).toContain('only the first 500 messages were checked')
    expect(cards()).toHaveLength(50)
    await click(find('button', 'Show more (450 left)'))
    expect(cards()).toHaveLength(100)
  })
})

describe('a selected text', () => {
  it('shows its verdict, and keeps it where it was read', async () => {
    const { asked } = await open('known')
    expect(cards()[0]).toContain('Sender picked')
    await click(find('button', 'Keep in review'))
    expect(asked.at(-1)).toEqual(['inbox/keep', SELECTED])
    await checkText('Another one')
    expect(cards()[0]).toContain('Sender m0')
  })

  it('says that it is gone', async () => {
    await open('unknown')
    expect(page()).toContain('The result for the selected text is no longer there.')
  })
})
