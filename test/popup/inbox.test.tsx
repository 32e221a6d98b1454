// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import { sampleEntry, sampleMessage, sampleTab } from '../ui/samples.ts'
import { click, find, leave, nameOf, settle, textOf } from '../ui/screen.ts'
import { listed, openPopup, page, senders } from './open-popup.tsx'

afterEach(async () => {
  await leave()
  vi.useRealTimers()
})

describe('Flagged messages', () => {
  it('shows the newest first and what was called safe last', async () => {
    const inbox = [sampleEntry('old', 1), sampleEntry('safe', 9, 'safe'), sampleEntry('new', 5)]
    await openPopup({ inbox })
    expect(senders('Flagged messages')).toEqual(['Sender new', 'Sender old', 'Sender safe'])
  })

  it.each([
    [{ tab: {} }, false],
    [{ tab: { privateWindow: true } }, true],
    [{ wantedEntry: 'gmail|a|3' }, true],
  ])('asks for private ones only where they belong: %j', async (given, withPrivate) => {
    const { asked } = await openPopup(given)
    expect(asked.filter(([name]) => name === 'inbox/list').at(-1)?.[1]).toEqual({ withPrivate })
  })

  it('says when it is empty', async () => {
    await openPopup()
    expect(page()).toContain('Nothing has been flagged.')
  })

  it.each([
    ['Open page', ['openPage', 'https://mail.example/inbox'], 'Page opened'],
    ['Not a lure', ['inbox/mark', { key: 'gmail|a|x', state: 'safe' }], 'Marked as not a lure.'],
    ['Forget', ['inbox/forget', { key: 'gmail|a|x' }], 'Forgotten.'],
  ])('%s does that and says so', async (button, asked, said) => {
    const services = await openPopup({ inbox: [sampleEntry('x', 1)] })
    await click(find('button', button))
    expect(services.asked).toContainEqual(asked)
    expect(textOf(find('status'))).toContain(said)
  })

  it('takes "not a lure" back', async () => {
    const services = await openPopup({ inbox: [sampleEntry('x', 1, 'safe')] })
    await click(find('button', 'Flag again'))
    expect(services.asked).toContainEqual(['inbox/mark', { key: 'gmail|a|x', state: 'new' }])
  })

  it('moves the focus to the heading when an entry goes', async () => {
    const inbox = [sampleEntry('x', 1)]
    await openPopup({
      answers: { 'inbox/list': () => inbox, 'inbox/forget': () => (inbox.pop(), null) },
    })
    await click(find('button', 'Forget'))
    expect(listed('Flagged messages')).toEqual([])
    expect(nameOf(document.activeElement as HTMLElement)).toBe('Flagged messages')
  })

  it('draws a full inbox in steps', async () => {
    await openPopup({ inbox: Array.from({ length: 120 }, (_, i) => sampleEntry(String(i), i)) })
    expect(listed('Flagged messages')).toHaveLength(50)
    await click(find('button', 'Show more (70 left)'))
    expect(listed('Flagged messages')).toHaveLength(100)
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
    await openPopup({ answers: { 'tab/get': fail('no tab'), 'inbox/list': fail('no inbox') } })
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

  it('lets good news go by itself, but not an error', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const failing = { 'inbox/forget': () => Promise.reject(new Error('disk full')) }
    await openPopup({ answers: failing, inbox: [sampleEntry('x', 1)] })
    await click(find('button', 'Not a lure'))
    expect(textOf(find('status'))).toBe('Marked as not a lure.')
    vi.advanceTimersByTime(8000)
    await settle()
    expect(textOf(find('status'))).toBe('')
    await click(find('button', 'Forget'))
    vi.advanceTimersByTime(60_000)
    await settle()
    expect(textOf(find('alert'))).toBe('That did not work: disk full')
  })

  it('draws the inbox again when the background changes', async () => {
    const inbox = [sampleEntry('a', 1)]
    const services = await openPopup({ answers: { 'inbox/list': () => [...inbox] } })
    inbox.push(sampleEntry('b', 2))
    services.announceChange()
    await settle()
    expect(senders('Flagged messages')).toEqual(['Sender b', 'Sender a'])
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
