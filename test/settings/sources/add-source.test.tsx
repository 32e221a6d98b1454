// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import { click, find, findAll, leave, settle, textOf } from '../../ui/screen.ts'
import { BUILT_IN, open, said } from '../open-settings.tsx'
import { FINGERPRINT, NORTHWIND } from './northwind.ts'

afterEach(leave)

const URL = 'https://rules.example.com/lurewatch/'
const section = () => document.querySelector<HTMLElement>('#sources')!
const button = (name: string) => find('button', name, section())
const field = () => document.querySelector<HTMLInputElement>('#source-address')!
const ANSWERS: Parameters<typeof open>[0] = {
  'sources/claim': () => null,
  'sources/release': () => null,
  'sources/probe': () => ({ url: URL, fingerprint: FINGERPRINT }),
  'sources/add': () => ({ id: NORTHWIND.id }),
}

async function look(address: string): Promise<void> {
  field().value = address
  await click(button('Look at this source'))
  await settle()
}

describe('adding a source', () => {
  it('asks for that host alone, and shows the fingerprint before anything is kept', async () => {
    const { asked } = await open(ANSWERS)
    await look('rules.example.com/lurewatch')
    const calls = asked.slice(asked.findIndex(([name]) => name === 'sources/claim'))
    expect(calls.slice(0, 3)).toEqual([
      ['sources/claim', { url: URL }],
      ['requestOrigin', 'https://rules.example.com/*'],
      ['sources/probe', { url: URL }],
    ])
    expect(textOf(document.activeElement)).toBe('Do you trust this source?')
    const groups = [...section().querySelectorAll('.digits span')].map(textOf)
    expect(groups.join(' ')).toBe(FINGERPRINT)
    expect(calls.map(([name]) => name)).not.toContain('sources/add')
  })

  it('adds it partly trusted, if nothing else is chosen', async () => {
    let list = [BUILT_IN]
    const { asked } = await open({
      ...ANSWERS,
      'sources/list': () => list,
      'sources/add': () => {
        list = [BUILT_IN, NORTHWIND]
        return { id: NORTHWIND.id }
      },
    })
    await look(URL)
    await click(button('Add this source'))
    const added = { url: URL, fingerprint: FINGERPRINT, trust: 'limited' }
    expect(asked).toContainEqual(['sources/add', added])
    expect(said()).toBe(`Added: ${URL}. Its rules are in use now.`)
    expect(find('heading', 'Northwind rules')).toBeDefined()
    expect(findAll('heading', 'Do you trust this source?')).toEqual([])
    expect(field().value).toBe('')
  })

  it('adds it fully trusted on request', async () => {
    const { asked } = await open(ANSWERS)
    await look(URL)
    await click(section().querySelectorAll<HTMLElement>('input[type=radio]')[1]!)
    await click(button('Add this source'))
    expect(asked).toContainEqual([
      'sources/add',
      { url: URL, fingerprint: FINGERPRINT, trust: 'full' },
    ])
  })

  it('gives the permission back where the user would rather not', async () => {
    const { asked } = await open(ANSWERS)
    await look(URL)
    await click(button('Do not add it'))
    expect(asked).toContainEqual(['sources/release', { url: URL }])
    expect(said()).toBe('Not added. Nothing was kept.')
    expect(document.activeElement).toBe(field())
  })

  it('asks the source nothing without the permission', async () => {
    const { asked } = await open(ANSWERS, { requestOrigin: () => Promise.resolve(false) })
    await look(URL)
    expect(said()).toContain('the browser was not allowed to fetch from rules.example.com.')
    expect(asked.map(([name]) => name)).not.toContain('sources/probe')
  })

  it('words what is wrong with a source, and gives the permission back', async () => {
    const fault = { kind: 'web-page' as const, detail: '1.root.json: is a web page' }
    const { asked } = await open({ ...ANSWERS, 'sources/probe': () => ({ fault }) })
    await look(URL)
    expect(said()).toContain('In place of rules a web page came.')
    expect(asked).toContainEqual(['sources/release', { url: URL }])
    expect(findAll('heading', 'Do you trust this source?')).toEqual([])
  })

  it('keeps the question open where adding failed', async () => {
    const fault = { kind: 'signature' as const, detail: '' }
    await open({ ...ANSWERS, 'sources/add': () => ({ fault }) })
    await look(URL)
    await click(button('Add this source'))
    expect(said()).toContain('The signature is wrong')
    expect(find('heading', 'Do you trust this source?')).toBeDefined()
  })

  it.each([
    ['two words', '“two words” is no web address.'],
    ['http://rules.example.com/', 'rules are fetched by https only'],
    ['https://me:secret@rules.example.com/', 'must not contain a user name'],
    [URL, 'This source is there already.'],
  ])('refuses %s without asking anybody', async (address, words) => {
    const { asked } = await open({ ...ANSWERS, 'sources/list': () => [NORTHWIND] })
    await look(address)
    expect(said()).toContain(words)
    expect(asked.map(([name]) => name)).not.toContain('requestOrigin')
  })
})
