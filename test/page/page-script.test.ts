// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { getPageHandle, type PanelHandle } from '../../src/page/handle.ts'
import { PageScript } from '../../src/page/page-script.ts'
import type { Warning } from '../../src/platform/schema/views.ts'
import { makeMessage, makePlainSite } from '../sites/plain-site.ts'
import { showPage } from '../sites/read-fixture.ts'
import { FakePageApi } from './fake-page-api.ts'

const NOTHING = { warnings: [], clear: [] }

let api: FakePageApi
let script: PageScript

beforeEach(() => {
  vi.useFakeTimers()
  // The test's document knows no idle moments.
  vi.stubGlobal('requestIdleCallback', (work: () => void) => setTimeout(work, 50))
  vi.stubGlobal('cancelIdleCallback', clearTimeout)
  globalThis.pageNotes = undefined
  showPage(`<main id="pane">${makeMessage('1', 'one')}</main>`)
  api = new FakePageApi()
  answer({})
})
afterEach(() => {
  script.stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** Answers by call name; a function is called, an Error thrown. */
function answer(replies: Readonly<Record<string, unknown>>): void {
  const all: Readonly<Record<string, unknown>> = {
    'page/hello': [makePlainSite()],
    'page/read': NOTHING,
    ...replies,
  }
  api.answer = ({ call }) => {
    const reply = call in all ? all[call] : null
    if (reply instanceof Error) throw reply
    return { ok: true, data: reply }
  }
}

async function start(): Promise<void> {
  script = new PageScript(api, document)
  getPageHandle().reader = script
  void script.start()
  await vi.advanceTimersByTimeAsync(1_000)
}

const warning = (id: string): Warning => ({
  key: `plain||${id}`,
  headline: `Headline ${id}`,
  verdict: { id, level: 'high', findings: [] },
})

function watchPanel(): { panel: PanelHandle; log: string[] } {
  const log: string[] = []
  const panel = {
    show: (warnings: readonly Warning[], highlight: string | undefined) =>
      void log.push(`show ${warnings.map(({ key }) => key).join()} as ${highlight ?? '-'}`),
    clear: (keys: readonly string[]) => void log.push(`clear ${keys.join()}`),
    refresh: () => undefined,
    onGesture: () => undefined,
    showNext: () => false,
    destroy: () => void log.push('destroy'),
  }
  return { panel, log }
}

describe('the reader in a page', () => {
  it('asks how to read, then tells what it read in one envelope', async () => {
    await start()
    expect(api.calls[0]).toEqual({ call: 'page/hello', data: { url: document.location.href } })
    expect(api.list('page/read')).toEqual([
      {
        site: 'plain',
        url: document.location.href,
        health: 'reading',
        messages: [
          { id: '1', site: 'plain', channel: 'email', sender: { name: 'Ana' }, text: 'one' },
        ],
        gone: [],
        unread: [],
        details: {
          fields: {
            id: [1, 0],
            'sender.name': [1, 0],
            subject: [0, 1],
            unit: [1, 0],
            body: [1, 0],
          },
          faults: [],
        },
      },
    ])
  })

  it('takes the first definition that the page proves', async () => {
    const other = { ...makePlainSite(), id: 'other', detect: ['.nowhere', '..faulty'] }
    const fitting = { ...makePlainSite(), id: 'fitting', detect: ['#pane'] }
    answer({ 'page/hello': [other, fitting] })
    await start()
    expect(api.list('page/read')).toMatchObject([{ site: 'fitting' }])
  })

  it.each([
    ['no definition', []],
    ['none that fits', [{ ...makePlainSite(), detect: ['.nowhere'] }]],
  ])('leaves where there is %s', async (_, definitions) => {
    answer({ 'page/hello': definitions })
    await start()
    expect(script.isAlive()).toBe(false)
    expect(api.listeners.size).toBe(0)
    expect(globalThis.pageNotes).toBeUndefined()
  })

  it.each([
    ['a malformed reply', { 'page/hello': [{ id: 7 }] }],
    ['no reply', { 'page/hello': new Error('Could not establish connection.') }],
  ])('asks again after %s', async (_, replies) => {
    answer(replies)
    await start()
    answer({})
    await vi.advanceTimersByTimeAsync(10_000)
    expect(api.list('page/read')).toHaveLength(1)
  })

  it('sends again what the background missed while it slept', async () => {
    answer({ 'page/read': new Error('Could not establish connection.') })
    await start()
    answer({})
    await vi.advanceTimersByTimeAsync(10_000)
    const sent = api.list('page/read')
    expect(sent.length).toBeGreaterThan(1)
    expect(new Set(sent.map((data) => JSON.stringify(data))).size).toBe(1)
  })

  it('reads everything again once the background is back after long', async () => {
    answer({ 'page/read': new Error('Could not establish connection.') })
    await start()
    await vi.advanceTimersByTimeAsync(10_000)
    const before = api.list('page/read').length
    answer({})
    await vi.advanceTimersByTimeAsync(60_000)
    expect(api.list('page/read')).toHaveLength(before + 1)
  })

  it('tells what was not read', async () => {
    showPage(
      `<main id="pane">${makeMessage('1', '<a href="https://x.example/">x</a>'.repeat(501))}</main>`,
    )
    await start()
    expect(api.list('page/read')).toMatchObject([{ unread: [{ id: '1', part: 'links' }] }])
  })
})

describe('cut off from its extension', () => {
  it('removes itself and the panel at the next look', async () => {
    const { panel, log } = watchPanel()
    await start()
    getPageHandle().panel = panel
    api.id = undefined
    await vi.advanceTimersByTimeAsync(6_000)
    expect(script.isAlive()).toBe(false)
    expect(log).toEqual(['destroy'])
    expect(globalThis.pageNotes).toBeUndefined()
  })

  it('reads no more', async () => {
    await start()
    api.id = undefined
    await vi.advanceTimersByTimeAsync(6_000)
    api.id = 'extension'
    document.querySelector('#pane')!.insertAdjacentHTML('beforeend', makeMessage('2', 'two'))
    await vi.advanceTimersByTimeAsync(20_000)
    expect(api.list('page/read')).toHaveLength(1)
  })

  it('goes when access to the site is taken away', async () => {
    await start()
    api.notify({ notice: 'stop' })
    expect(script.isAlive()).toBe(false)
    expect(api.listeners.size).toBe(0)
  })
})

describe('warnings', () => {
  it('reach a panel that came before the answer', async () => {
    const { panel, log } = watchPanel()
    getPageHandle().panel = panel
    answer({ 'page/read': { warnings: [warning('1')], clear: ['plain||9'], highlight: 'm1' } })
    await start()
    expect(log).toEqual(['clear plain||9', 'show plain||1 as m1'])
  })

  it('wait for a panel that comes later', async () => {
    answer({ 'page/read': { warnings: [warning('1')], clear: [], highlight: 'm1' } })
    await start()
    expect(script.currentWarnings()).toEqual({ warnings: [warning('1')], highlight: 'm1' })
  })

  it('come and go by notice; a malformed one is passed over', async () => {
    const { panel, log } = watchPanel()
    await start()
    getPageHandle().panel = panel
    api.notify({ notice: 'warnings', warnings: [warning('1')], clear: [] })
    api.notify({ notice: 'warnings', warnings: 'all', clear: [] })
    api.notify('text')
    api.notify({ notice: 'warnings', warnings: [], clear: ['plain||1'] })
    expect(log).toEqual(['show plain||1 as -', 'clear plain||1'])
    expect(script.currentWarnings().warnings).toEqual([])
  })

  it('leave with their message', async () => {
    const { panel, log } = watchPanel()
    getPageHandle().panel = panel
    answer({ 'page/read': { warnings: [warning('1')], clear: [] } })
    await start()
    answer({})
    document.querySelector('.message')!.remove()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(log.at(-1)).toBe('clear plain||1')
    expect(api.list('page/read').at(-1)).toMatchObject({ gone: ['1'] })
  })

  it('are asked for again by "reread"', async () => {
    await start()
    api.notify({ notice: 'reread' })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(api.list('page/read')).toHaveLength(2)
  })
})
