import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fake } from '../../platform/fake-browser.ts'
import { ask } from '../worker.ts'
import { UpdateRig, flagged, packOf, update, viewAdded } from './update-rig.ts'

let rig: UpdateRig
beforeEach(async () => {
  rig = await UpdateRig.start()
  rig.publish(packOf(['basalt']))
})
afterEach(() => rig.stop())

describe('without a source', () => {
  it('built-in rules judge, and nobody is asked for anything', async () => {
    expect(await flagged()).toBe('granite')
    expect(await ask('sources/list', {})).toMatchObject([
      { id: 'built-in', kind: 'built-in', rules: { signals: 1 } },
      { id: 'own', kind: 'own' },
    ])
    expect(rig.server.asked).toEqual([])
    expect(fake.alarms.has('source-updates')).toBe(false)
  })
})

describe('a source', () => {
  it('is shown by its fingerprint first, and nothing is kept', async () => {
    expect(await rig.probe()).toMatch(/^([0-9a-f]{4} ){15}[0-9a-f]{4}$/)
    expect(rig.server.asked).toEqual(['1.root.json'])
    expect(await ask('sources/list', {})).toHaveLength(2)
  })

  it('that is added judges beside the built-in rules, also after the worker was killed', async () => {
    const id = await rig.add()
    expect(await flagged()).toBe('basalt granite')
    rig.restart()
    expect(await flagged()).toBe('basalt granite')
    expect(await viewAdded(id)).toMatchObject({
      kind: 'added',
      name: 'Team rules',
      url: rig.server.url,
      trust: 'full',
      version: 'basalt',
      automatic: true,
      rules: { signals: 1, stories: 0, exceptions: 0, lists: 0, sites: 0 },
      ruleFaults: [],
      versions: [{ version: 'basalt', isCurrent: true }],
    })
  })

  it('takes the next pack, and only once', async () => {
    const id = await rig.add()
    rig.publish(packOf(['marble']), 1)
    expect(await update(id)).toBe('taken')
    expect(await flagged()).toBe('granite marble')
    expect(await update(id)).toBe('unchanged')
    expect((await viewAdded(id)).versions.map(({ version }) => version)).toEqual([
      'marble',
      'basalt',
    ])
  })
})
