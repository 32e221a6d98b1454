// @vitest-environment happy-dom
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { SOURCE_FAULTS, type SourceView } from '../../../src/platform/source-protocol.ts'
import { FAULT_KEYS } from '../../../src/settings/sources/source-words.ts'
import { translate } from '../../ui/fake-services.ts'
import { click, find, findAll, leave, settle, textOf } from '../../ui/screen.ts'
import { BUILT_IN, open, page, said } from '../open-settings.tsx'
import { NORTHWIND, NOW } from './northwind.ts'

beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: NOW }))
afterEach(async () => {
  await leave()
  vi.useRealTimers()
})

const DAY = 24 * 60 * 60 * 1000
const OTHER: SourceView = { ...NORTHWIND, id: 's2', name: 'Tailwind rules' }
const CURRENT = 'b'.repeat(64)
const EARLIER = 'a'.repeat(64)

const section = () => document.querySelector<HTMLElement>('#sources')!
const row = (name: string) => find('heading', name, section()).closest('li')!
const button = (name: string, within: ParentNode = section()) => find('button', name, within)
const openWith = (changes: Partial<SourceView>, answers: Parameters<typeof open>[0] = {}) =>
  open({ 'sources/list': () => [BUILT_IN, { ...NORTHWIND, ...changes }], ...answers })

describe('sources', () => {
  it('are explained while there is none, and nothing can be done with the built-in rules', async () => {
    await open()
    expect(textOf(section())).toContain('nothing is fetched from anywhere')
    expect(textOf(row('Built-in rules'))).toContain('Signals: 90')
    expect(findAll('button', undefined, row('Built-in rules'))).toEqual([])
  })

  it('say version, age, last and next check, and until when they are good', async () => {
    await openWith({})
    const text = textOf(row('Northwind rules'))
    expect(text).toContain('https://rules.example.com/lurewatch/')
    expect(text).toContain('Version2026-11-22')
    expect(text).toContain('Published2 days ago (')
    expect(text).toContain('Last successful check2 hours ago (')
    expect(text).toContain('Next checkin 5 hours (')
    expect(text).toContain('Good untilin 80 days (')
    expect(text).toContain('Signals: 4')
    expect(text).not.toContain('Exceptions')
    expect(section().querySelector('.caution[data-over]')).toBeNull()
  })

  it.each([
    ['no time', { lastSuccess: undefined }, 'Last successful checknever'],
    ['a pause', { paused: true }, 'Next checknone while paused'],
    ['updates by hand', { automatic: false }, 'Next checkonly by hand'],
    ['a check that is due', { nextTry: NOW - 1 }, 'Next checksoon'],
    ['an expiry that is near', { expires: NOW + 13 * DAY }, 'has to sign it anew before that'],
    ['an expiry that is over', { expires: NOW - DAY }, 'no update is taken'],
    ['a version that is held', { pinned: CURRENT }, 'Stays at version 2026-11-22'],
    ['a newer one beside it', { pinned: CURRENT, hasNewer: true as const }, 'there is a newer one'],
    [
      'rules that do not work',
      { ruleFaults: ['signals/x.yml: no condition'] },
      'signals/x.yml: no',
    ],
  ])('tell of %s', async (_, changes, text) => {
    const { lastSuccess, ...rest } = NORTHWIND
    const source =
      'lastSuccess' in changes ? rest : { ...rest, ...(lastSuccess && { lastSuccess }) }
    await open({ 'sources/list': () => [{ ...source, ...dropAbsent(changes) }] })
    expect(textOf(row('Northwind rules'))).toContain(text)
  })

  it('have one sentence for each fault, no two alike', () => {
    const sentences = SOURCE_FAULTS.map((kind) => translate(FAULT_KEYS[kind]))
    expect(new Set(sentences).size).toBe(SOURCE_FAULTS.length)
  })

  it('say in words why an update was refused, with the details behind them', async () => {
    const fault = { kind: 'rollback', detail: 'timestamp.json: offers version 3', at: NOW } as const
    await openWith({ fault })
    const text = textOf(row('Northwind rules'))
    expect(text).toContain('The source offers something older than you already have.')
    expect(text).toContain('The rules of version 2026-11-22 stay in use.')
    const details = find('summary', 'Details for the publisher').closest('details')!
    expect(details.open).toBe(false)
    expect(textOf(details)).toContain('rollback: timestamp.json: offers version 3')
  })

  it('keep names of publishers apart from the page', async () => {
    await openWith({ name: 'Rules\u202egnp.exe' })
    expect(section().querySelector('h3 bdi .control')?.getAttribute('data-code')).toBe('U+202E')
  })

  it('set by a policy can be updated, and nothing else', async () => {
    await openWith({ managed: true })
    const managed = row('Northwind rules')
    expect(textOf(managed)).toContain('Set by your organisation')
    expect(findAll('button', undefined, managed).map(textOf)).toEqual(['Update now'])
    expect(findAll('switch', undefined, managed)).toEqual([])
    expect(managed.querySelector('input')).toBeNull()
  })
})

describe('updating a source', () => {
  it.each([
    [{ changed: true, version: '7' }, 'Northwind rules is now at version 7.'],
    [{ changed: false, version: '6' }, 'Northwind rules is up to date: version 6.'],
    [
      { fault: { kind: 'offline' as const, detail: 'ECONNREFUSED' } },
      'That did not work: Northwind rules: The source can’t be reached. Is this computer online, and is the address right?',
    ],
  ])('answers %j in words', async (reply, words) => {
    const { asked } = await openWith({}, { 'sources/update': () => reply })
    await click(button('Update now'))
    expect(asked).toContainEqual(['sources/update', { id: NORTHWIND.id }])
    expect(said()).toBe(words)
  })

  it('says that a held version stays, whatever there is', async () => {
    const reply = { changed: false, version: '6' }
    await openWith({ pinned: CURRENT }, { 'sources/update': () => reply })
    await click(button('Update now'))
    expect(said()).toContain('Northwind rules stays at version 6 until')
  })

  it('shows step and bytes while it lasts, and takes no second click', async () => {
    const state: { view: SourceView } = { view: NORTHWIND }
    let finish: (reply: { changed: boolean; version: string }) => void = () => undefined
    const fake = await open({
      'sources/list': () => [state.view],
      'sources/update': () =>
        new Promise((resolve) => {
          finish = resolve
        }),
    })
    await click(button('Update now'))
    expect(textOf(section())).toContain('Asking the source…')
    state.view = { ...NORTHWIND, step: { name: 'pack', bytes: 120_000, total: 300_000 } }
    await act(() => fake.announceChange())
    await settle()
    const status = findAll('status', undefined, section()).map(textOf)
    expect(status).toContain('Step 3 of 4: fetching the rules')
    expect(textOf(section())).toContain('120 kB of 300 kB')
    expect(section().querySelector('progress')?.value).toBeCloseTo(2.4)
    await click(button('Update now'))
    expect(fake.asked.filter(([name]) => name === 'sources/update')).toHaveLength(1)
    state.view = NORTHWIND
    finish({ changed: false, version: '6' })
    await settle()
    expect(section().querySelector('progress')).toBeNull()
  })
})

describe('versions of a source', () => {
  it('list what changed, rule by rule', async () => {
    await openWith({})
    expect(find('summary', 'Changes in version 2026-11-22: 3')).toBeDefined()
    const changes = [...section().querySelectorAll('.changes')[0]!.children].map(textOf)
    expect(changes).toEqual([
      'NewAsks for a picture of your badge asks_for_badge',
      'ChangedSends you to a tender portal tender_portal',
      'RemovedOld phrase old_phrase',
    ])
  })

  it('show long lists of changes in parts', async () => {
    const changes = Array.from({ length: 120 }, (_, i) => ({
      kind: 'added' as const,
      name: `n${i}`,
      title: `Rule ${i}`,
    }))
    await openWith({ versions: [{ ...NORTHWIND.versions[0]!, changes }] })
    expect(section().querySelectorAll('.changes > li')).toHaveLength(50)
    await click(button('Show 70 more'))
    expect(section().querySelectorAll('.changes > li')).toHaveLength(120)
  })

  it.each([
    [{}, 'Stay at this version', ['sources/pin', { id: NORTHWIND.id, hash: CURRENT }]],
    [{ pinned: CURRENT }, 'Take updates again', ['sources/pin', { id: NORTHWIND.id, hash: null }]],
    [{}, 'Use this version', ['sources/roll-back', { id: NORTHWIND.id, hash: EARLIER }]],
  ])('are held, let go and gone back to', async (changes, name, call) => {
    const reply = () => ({ changed: true, version: '1' })
    const { asked } = await openWith(changes, { 'sources/pin': reply, 'sources/roll-back': reply })
    await click(button(name))
    expect(asked).toContainEqual(call)
    expect(said()).toContain('Northwind rules')
  })

  it('that can’t be gone back to say why', async () => {
    const fault = { kind: 'full' as const, detail: 'QuotaExceededError' }
    await openWith({}, { 'sources/roll-back': () => ({ fault }) })
    await click(button('Use this version'))
    expect(said()).toContain('There is no room left on this computer')
  })
})

describe('options of a source', () => {
  it.each([
    ['Update by itself', { automatic: false }],
    ['Pause', { paused: true }],
    ['May change other sources’ rules', { mayChangeOthers: true }],
  ])('%s', async (name, change) => {
    const { asked } = await openWith({}, { 'sources/set': () => null })
    await click(find('switch', name, section()))
    expect(asked).toContainEqual(['sources/set', { id: NORTHWIND.id, ...change }])
    expect(said()).toBe('Saved for Northwind rules.')
  })

  it('warn of what a source may do to the rules of others', async () => {
    await openWith({})
    const help = find('switch', 'May change other sources’ rules').getAttribute('aria-describedby')
    expect(textOf(document.getElementById(help!))).toContain(
      'silence warnings of the built-in rules',
    )
  })

  it('change the trust, with its consequence in words', async () => {
    const { asked } = await openWith({}, { 'sources/set': () => null })
    const full = [...section().querySelectorAll('input[type=radio]')].find(
      (radio) => textOf(document.querySelector(`label[for="${radio.id}"]`)) === 'Fully',
    ) as HTMLInputElement
    expect(textOf(document.getElementById(full.getAttribute('aria-describedby')!))).toContain(
      'critical',
    )
    await click(full)
    expect(asked).toContainEqual(['sources/set', { id: NORTHWIND.id, trust: 'full' }])
  })
})

describe('the order of sources', () => {
  const openTwo = () => {
    let list = [NORTHWIND, OTHER]
    return open({
      'sources/list': () => [BUILT_IN, ...list],
      'sources/order': ({ ids }) => {
        list = ids.map((id) => [NORTHWIND, OTHER].find((one) => one.id === id)!)
        return null
      },
    })
  }

  it('is changed by buttons, and the focus goes along', async () => {
    const { asked } = await openTwo()
    expect(findAll('button', 'Move up', row('Northwind rules'))).toEqual([])
    await click(button('Move up', row('Tailwind rules')))
    expect(asked).toContainEqual(['sources/order', { ids: ['s2', NORTHWIND.id] }])
    expect(said()).toBe('Tailwind rules is now in place 1 of 2.')
    // At the top there is no way up any more: its neighbour has the focus.
    expect(document.activeElement).toBe(button('Move down', row('Tailwind rules')))
  })
})

describe('removing a source', () => {
  it('asks first; a no leaves everything', async () => {
    const { asked } = await openWith({})
    await click(button('Remove'))
    expect(textOf(document.activeElement)).toBe('No, keep it')
    await click(button('No, keep it'))
    expect(document.activeElement).toBe(button('Remove'))
    expect(asked.map(([name]) => name)).not.toContain('sources/remove')
  })

  it('puts the focus on the heading, and says what went', async () => {
    let list = [BUILT_IN, NORTHWIND]
    await open({
      'sources/list': () => list,
      'sources/remove': () => {
        list = [BUILT_IN]
        return null
      },
    })
    await click(button('Remove'))
    await click(button('Yes, remove it'))
    expect(findAll('heading', 'Northwind rules')).toEqual([])
    expect(document.activeElement).toBe(find('heading', 'Rule sources'))
    expect(said()).toBe('Removed: Northwind rules. Its rules are no longer in use.')
    expect(page()).toContain('nothing is fetched from anywhere')
  })
})

function dropAbsent(changes: object): Partial<SourceView> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
}
