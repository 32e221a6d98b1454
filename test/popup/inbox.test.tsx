// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import { sampleEntry, sampleMessage, sampleTab } from '../ui/samples.ts'
import { click, find, findAll, leave, nameOf, settle, textOf } from '../ui/screen.ts'
import { listed, openPopup, page, pageOf, senders } from './open-popup.tsx'

afterEach(async () => {
  await leave()
  vi.useRealTimers()
})

describe('Flagged messages', () => {
  it.each([
    [{ tab: {} }, false],
    [{ tab: { privateWindow: true } }, true],
    [{ wantedEntry: 'gmail|a|3' }, true],
  ])('asks for private ones only where they belong: %j', async (given, withPrivate) => {
    const { asked } = await openPopup(given)
    expect(asked.filter(([name]) => name === 'inbox/page').at(-1)?.[1]).toMatchObject({
      withPrivate,
    })
  })

  it('says when it is empty', async () => {
    await openPopup()
    expect(page()).toContain('Nothing has been flagged.')
  })

  it.each([
    ['Open page', ['openPage', 'https://mail.example/inbox'], 'Page opened'],
    [
      'Not a lure',
      ['inbox/mark', { marks: [{ key: 'gmail|a|x', state: 'safe' }] }],
      'Marked as not a lure.',
    ],
    ['Forget', ['inbox/forget', { keys: ['gmail|a|x'] }], 'Forgotten.'],
  ])('%s does that and says so', async (button, asked, said) => {
    const services = await openPopup({ inbox: [sampleEntry('x', 1)] })
    await click(find('button', button))
    expect(services.asked).toContainEqual(asked)
    expect(page()).toContain(said)
  })

  it('takes "not a lure" back', async () => {
    const services = await openPopup({ inbox: [sampleEntry('x', 1, 'safe')] })
    await click(find('button', 'Flag again'))
    expect(services.asked).toContainEqual([
      'inbox/mark',
      { marks: [{ key: 'gmail|a|x', state: 'new' }] },
    ])
  })

  it('moves the focus to the heading when an entry goes', async () => {
    const inbox = [sampleEntry('x', 1)]
    await openPopup({
      answers: {
        'inbox/page': (request) => pageOf(inbox, request),
        'inbox/forget': () => {
          inbox.pop()
          return []
        },
      },
    })
    await click(find('button', 'Forget'))
    expect(listed('Flagged messages')).toEqual([])
    expect(nameOf(document.activeElement as HTMLElement)).toBe('Flagged messages')
  })

  it('draws a small inbox whole, and of a large one what is near', async () => {
    const fill = (count: number) =>
      Array.from({ length: count }, (_, i) => sampleEntry(String(i), i))
    await openPopup({ inbox: fill(50) })
    expect(listed('Flagged messages')).toHaveLength(50)
    await leave()
    await openPopup({ inbox: fill(10_000) })
    const rows = listed('Flagged messages')
    expect(rows.length).toBeLessThan(50)
    expect(rows[2]?.getAttribute('aria-posinset')).toBe('3')
    expect(rows[2]?.getAttribute('aria-setsize')).toBe('10000')
  })

  it('fetches and draws the part in which a wanted entry stands', async () => {
    const inbox = Array.from({ length: 5000 }, (_, i) => sampleEntry(String(i), i))
    await openPopup({ inbox, wantedEntry: 'gmail|a|4321' })
    expect(textOf(document.activeElement)).toBe('Sender 4321')
  })

  it('brings a wanted entry into sight, open, with no tab in the way', async () => {
    const inbox = Array.from({ length: 80 }, (_, i) => sampleEntry(String(i), i))
    const { asked } = await openPopup({ inbox, wantedEntry: 'gmail|a|3' })
    expect(textOf(document.activeElement)).toBe('Sender 3')
    expect(document.activeElement?.closest('li')?.querySelector('details')?.open).toBe(true)
    expect(asked.map(([name]) => name)).not.toContain('tab/get')
  })
})

describe('errors and changes', () => {
  it('shows an error of loading and keeps the rest', async () => {
    const failing = { 'tab/get': () => Promise.reject(new Error('worker asleep')) }
    await openPopup({ answers: failing, inbox: [sampleEntry('x', 1)] })
    expect(page()).toContain('Lurewatch could not load this: worker asleep')
    expect(senders('Flagged messages')).toEqual(['Sender x'])
  })

  it('shows every error where several calls fail', async () => {
    const fail = (reason: string) => () => Promise.reject(new Error(reason))
    await openPopup({ answers: { 'tab/get': fail('no tab'), 'inbox/page': fail('no inbox') } })
    expect(page()).toContain('Lurewatch could not load this: no tab')
    expect(page()).toContain('Lurewatch could not load this: no inbox')
  })

  it('shows an error of an action', async () => {
    const failing = { 'inbox/forget': () => Promise.reject(new Error('disk full')) }
    await openPopup({ answers: failing, inbox: [sampleEntry('x', 1)] })
    await click(find('button', 'Forget'))
    expect(textOf(find('alert'))).toBe('That did not work: disk full')
    expect(senders('Flagged messages')).toEqual(['Sender x'])
  })

  it('lets good news go by itself, but not an error, nor what can be undone', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const failing = { 'inbox/forget': () => Promise.reject(new Error('disk full')) }
    await openPopup({ answers: failing, inbox: [sampleEntry('x', 1)] })
    const passTime = async (milliseconds: number) => {
      vi.advanceTimersByTime(milliseconds)
      await settle()
    }
    await click(find('button', 'Open page'))
    expect(textOf(find('status', 'Page opened in a new tab.'))).not.toBe('')
    await passTime(8000)
    expect(findAll('status', 'Page opened in a new tab.')).toEqual([])
    await click(find('button', 'Not a lure'))
    await passTime(60_000)
    expect(findAll('status', 'Marked as not a lure.')).toHaveLength(1)
    await click(find('button', 'Forget'))
    await passTime(60_000)
    expect(textOf(find('alert'))).toBe('That did not work: disk full')
  })

  it('draws the inbox again when the background changes', async () => {
    const inbox = [sampleEntry('a', 1)]
    const services = await openPopup({
      answers: { 'inbox/page': (request) => pageOf([...inbox], request) },
    })
    inbox.push(sampleEntry('b', 2))
    services.announceChange()
    await settle()
    expect(senders('Flagged messages')).toEqual(['Sender a', 'Sender b'])
  })

  it('asks for the page again on a short poll', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const messages = [sampleMessage('a', 'none')]
    await openPopup({ answers: { 'tab/get': () => sampleTab({ messages: [...messages] }) } })
    messages.push(sampleMessage('b', 'none'))
    vi.advanceTimersByTime(2000)
    await settle()
    expect(senders('Messages on this page')).toEqual(['Sender a', 'Sender b'])
  })

  it('stops asking once it is closed', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const { asked } = await openPopup()
    await leave()
    const before = asked.length
    vi.advanceTimersByTime(10_000)
    await settle()
    expect(asked).toHaveLength(before)
  })

  it('opens the settings', async () => {
    const { asked } = await openPopup()
    await click(find('button', 'Settings'))
    expect(asked).toContainEqual(['openSettings', undefined])
  })
})
