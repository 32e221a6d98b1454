// @vitest-environment happy-dom
import { act } from 'preact/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Forgotten, InboxPage } from '../../src/platform/inbox-protocol.ts'
import type { CallRequest } from '../../src/platform/protocol.ts'
import type { FlaggedEntry } from '../../src/platform/schema/views.ts'
import { ReviewPage } from '../../src/review/review-page.tsx'
import { ServicesProvider } from '../../src/ui/services.ts'
import { fakeServices, type FakeServices } from '../ui/fake-services.ts'
import { sampleEntry } from '../ui/samples.ts'
import {
  choose,
  click,
  find,
  findAll,
  leave,
  nameOf,
  settle,
  show,
  textOf,
  type,
} from '../ui/screen.ts'

afterEach(leave)

const SITES: InboxPage['sites'] = [
  { id: 'file', name: 'file' },
  { id: 'gmail', name: 'Gmail' },
]

/** An inbox that changes as the background's would; a search finds ids that it holds. */
async function open(ids: readonly string[]): Promise<FakeServices & { inbox: FlaggedEntry[] }> {
  const inbox = ids.map((id, index) => sampleEntry(id, 100 - index))
  const change = (key: string, part: Partial<FlaggedEntry>) => {
    const index = inbox.findIndex((entry) => entry.key === key)
    inbox[index] = { ...inbox[index]!, ...part }
    return null
  }
  const services = fakeServices({
    'inbox/page': ({ filter, offset, limit }) => {
      const { search = '' } = filter
      const matching = inbox.filter(({ view }) => view.verdict.id.includes(search))
      const entries = matching.slice(offset, offset + limit)
      return { entries, offset, matching: matching.length, total: inbox.length, sites: SITES }
    },
    'inbox/mark': ({ marks }) =>
      marks.map(({ key, state }) => {
        const before = inbox.find((entry) => entry.key === key)!.state
        change(key, { state })
        return { key, state: before }
      }),
    'inbox/keys': () => inbox.map(({ key }) => key),
    'inbox/entries': ({ keys }) => keys.map((key) => inbox.find((entry) => entry.key === key)!),
    'inbox/note': ({ key, note }) => change(key, { note }),
    'inbox/forget': ({ keys }) =>
      keys.map((key) => {
        const at = inbox.findIndex((entry) => entry.key === key)
        const [flagged] = inbox.splice(at, 1)
        return { key, isPrivate: false, flagged: flagged!, memory: { at } }
      }),
    'inbox/restore': ({ records }: { records: Forgotten[] }) => {
      for (const { flagged } of records) if (flagged) inbox.unshift(flagged)
      return null
    },
  })
  await show(
    <ServicesProvider value={services}>
      <ReviewPage wantedEntry={null} withPrivate={false} />
    </ServicesProvider>,
  )
  return { ...services, inbox }
}

const rows = () => findAll('listitem', undefined, find('list', 'Flagged messages'))
const senders = () => rows().map((row) => textOf(row.querySelector('h3')))
const page = () => textOf(document.body)
const lastFilter = ({ asked }: FakeServices) =>
  (asked.findLast(([name]) => name === 'inbox/page')?.[1] as CallRequest<'inbox/page'>).filter

async function press(key: string, target: Element | null = document.activeElement): Promise<void> {
  await act(() => void target?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })))
  await settle()
}
const focusCard = (index: number) => rows()[index]!.querySelector('h3')!.focus()
const focused = () => textOf(document.activeElement)

describe('what can be done, and undone', () => {
  it.each([
    ['safe', 'Marked as not a lure.'],
    ['watching', 'Marked as watching.'],
    ['reported', 'Marked as reported.'],
  ])('marks as %s', async (state, said) => {
    const { inbox } = await open(['a'])
    await choose(find('combobox', 'State', rows()[0]), state)
    expect(inbox[0]?.state).toBe(state)
    expect(page()).toContain(said)
    await click(find('button', 'Undo'))
    expect(inbox[0]?.state).toBe('new')
    expect(page()).toContain('Undone.')
    expect(findAll('button', 'Undo')).toEqual([])
  })

  it('forgets, and brings all of it back', async () => {
    const { inbox, asked } = await open(['a', 'b'])
    await click(find('button', 'Forget', rows()[0]))
    expect(senders()).toEqual(['Sender b'])
    expect(nameOf(document.activeElement as HTMLElement)).toBe('Flagged messages')
    await click(find('button', 'Undo'))
    expect(inbox).toHaveLength(2)
    const restored = asked.find(([name]) => name === 'inbox/restore')?.[1]
    expect(restored).toMatchObject({ records: [{ key: 'gmail|a|a', memory: { at: 0 } }] })
  })

  it('keeps a note, shows it, and takes back a change of it', async () => {
    const { inbox } = await open(['a'])
    expect(page()).toContain('Add a note')
    await type(find('textbox'), 'asked HR')
    await click(find('button', 'Save note'))
    expect(inbox[0]?.note).toBe('asked HR')
    expect(page()).toContain('Note: asked HR')
    await click(find('button', 'Undo'))
    expect(inbox[0]?.note).toBe('')
  })

  it('opens the page of a message, where it has one', async () => {
    const { asked } = await open(['a'])
    await click(find('button', 'Open page'))
    expect(asked).toContainEqual(['openPage', 'https://mail.example/inbox'])
  })
})

describe('search and filters', () => {
  it('shows what is found, and how much of how many', async () => {
    await open(['apple', 'pear', 'apricot'])
    await type(find('searchbox', 'Search flagged messages'), 'ap')
    expect(senders()).toEqual(['Sender apple', 'Sender apricot'])
    expect(page()).toContain('Shown: 2 of 3.')
  })

  it.each([
    ['Level', 'critical', { levels: ['critical'] }],
    ['State', 'watching', { states: ['watching'] }],
    ['Site', 'file', { sites: ['file'] }],
  ])('asks for one %s', async (label, value, filter) => {
    const services = await open(['a'])
    const tools = document.querySelector('.review-tools')!
    await choose(find('combobox', label, tools), value)
    expect(lastFilter(services)).toEqual(filter)
    await choose(find('combobox', label, tools), '')
    expect(lastFilter(services)).toEqual({})
  })

  it('asks for the last days', async () => {
    const services = await open(['a'])
    await choose(find('combobox', 'Flagged within'), '7')
    const { since = 0 } = lastFilter(services)
    expect(Math.abs(Date.now() - since - 7 * 24 * 60 * 60 * 1000)).toBeLessThan(60_000)
  })
})

describe('keyboard', () => {
  it.each(['ArrowDown', 'j'])('%s goes down, and stops at the end', async (key) => {
    await open(['a', 'b'])
    focusCard(0)
    await press(key)
    expect(focused()).toBe('Sender b')
    await press(key)
    expect(focused()).toBe('Sender b')
  })

  it('waits for a card that is still on its way', async () => {
    await open(['a', 'b'])
    focusCard(0)
    const late = document.querySelectorAll('.card')[1]!
    const title = late.querySelector('h3')!
    title.remove()
    await press('j')
    expect(focused()).toBe('Sender a')
    late.prepend(title)
    await vi.waitFor(() => {
      expect(focused()).toBe('Sender b')
    })
  })

  it('goes up, and from outside to the first', async () => {
    await open(['a', 'b'])
    document.querySelector<HTMLElement>('#flagged-messages')!.focus()
    await press('j')
    expect(focused()).toBe('Sender a')
    await press('j')
    await press('k')
    expect(focused()).toBe('Sender a')
  })

  it('leads to the search', async () => {
    await open(['a'])
    focusCard(0)
    await press('/')
    expect(document.activeElement).toBe(find('searchbox', 'Search flagged messages'))
  })

  it.each([
    ['s', 'safe'],
    ['w', 'watching'],
    ['r', 'reported'],
  ])('%s marks the message as %s', async (key, state) => {
    const { inbox } = await open(['a', 'b'])
    focusCard(1)
    await press(key)
    expect(inbox.map((entry) => entry.state)).toEqual(['new', state])
  })

  it('forgets with f and opens with o', async () => {
    const { inbox, asked } = await open(['a'])
    focusCard(0)
    await press('o')
    expect(asked).toContainEqual(['openPage', 'https://mail.example/inbox'])
    await press('f')
    expect(inbox).toEqual([])
  })

  it('leaves keys alone that write something', async () => {
    const { inbox } = await open(['a'])
    await press('f', find('textbox'))
    await press('f', find('searchbox', 'Search flagged messages'))
    await press('f', find('combobox', 'State', rows()[0]))
    expect(inbox).toHaveLength(1)
  })
})
