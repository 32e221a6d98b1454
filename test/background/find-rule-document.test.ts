import { beforeEach, describe, expect, it } from 'vitest'
import { findRuleDocument } from '../../src/background/find-rule-document.ts'
import { makeRuleId } from '../../src/packs/source-ids.ts'
import { install, openStore, signal, startFresh, writePack } from './rules/sources.ts'

beforeEach(startFresh)

describe('the document of a rule', () => {
  it('is found in the pack of its source, by id or by the name of its file', async () => {
    const store = openStore()
    const moon = signal('moon')
    const nameless = { ...signal('mars'), id: undefined }
    const pack = writePack({ 'signals/moon.yml': moon, 'signals/mars.yml': nameless })
    await store.change(await install(pack))
    const { signals } = await (await store.load()).readData()
    const find = (title: string) => {
      const rule = signals.find((one) => one.title === title)
      if (rule === undefined) throw new Error(`no rule ${title}`)
      return findRuleDocument(store, rule)
    }
    expect(await find('moon')).toEqual({ path: 'signals/moon.yml', value: moon })
    expect(await find('mars')).toEqual({ path: 'signals/mars.yml', value: nameless })
    expect(await find('A wallet')).toBeUndefined()
  })

  it('is the whole file, of the user’s own rules', async () => {
    const store = openStore()
    const id = '11111111-2222-4333-8444-555555555555'
    const text = `title: Moon\nid: ${id}\ndetection: { has: { text|contains: moon }, condition: has }\n`
    const file = { path: 'signals/moon.yml', text, changedAt: 1 }
    await store.change((state) => ({ ...state, own: [file] }))
    expect(await findRuleDocument(store, { id: makeRuleId('own', id), name: 'moon' })).toEqual({
      path: file.path,
      text,
    })
  })

  it('is gone with its source', async () => {
    const rule = { id: 's0000001b/11111111-2222-4333-8444-555555555555', name: 'moon' }
    expect(await findRuleDocument(openStore(), rule)).toBeUndefined()
  })
})
