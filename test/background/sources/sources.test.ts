import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fake } from '../../platform/fake-browser.ts'
import { ask, settle } from '../worker.ts'
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

  it('stays at a version that was gone back to, until it is followed again', async () => {
    const id = await rig.add()
    rig.goTo(2)
    rig.publish(packOf(['marble']), 1)
    await update(id)
    const [, first] = (await viewAdded(id)).versions
    const rollBack = { id, hash: first?.hash ?? '' }
    expect(await ask('sources/roll-back', rollBack)).toEqual({ changed: true, version: 'basalt' })
    expect(await flagged()).toBe('basalt granite')
    rig.goTo(3)
    rig.publish(packOf(['pumice']), 2)
    expect(await update(id)).toBe('unchanged')
    const held = await viewAdded(id)
    expect(held).toMatchObject({ version: 'basalt', pinned: rollBack.hash, hasNewer: true })
    expect(held.versions.map(({ version }) => version)).toEqual(['marble', 'basalt'])
    await ask('sources/pin', { id, hash: null })
    expect(await update(id)).toBe('taken')
    expect(await flagged()).toBe('granite pumice')
    expect((await viewAdded(id)).versions.map(({ version }) => version)).toEqual([
      'pumice',
      'marble',
      'basalt',
    ])
  })

  it('keeps five versions beside the one in use', async () => {
    const id = await rig.add()
    for (let day = 1; day <= 8; day += 1) {
      rig.goTo(day)
      rig.publish(packOf(['marble'], { version: `v${day}` }), day)
      expect(await update(id)).toBe('taken')
    }
    const names = (await viewAdded(id)).versions.map(({ version }) => version)
    expect(names).toEqual(['v8', 'v7', 'v6', 'v5', 'v4', 'v3'])
  })

  it('that is paused rests; removed, it is gone with the permission of its host', async () => {
    const id = await rig.add()
    await ask('sources/set', { id, paused: true })
    expect(await flagged()).toBe('granite')
    expect(fake.alarms.has('source-updates')).toBe(false)
    await ask('sources/set', { id, paused: false })
    expect(await flagged()).toBe('basalt granite')
    expect(fake.alarms.has('source-updates')).toBe(true)
    await ask('sources/remove', { id })
    expect(await flagged()).toBe('granite')
    expect(fake.granted.has('http://127.0.0.1/*')).toBe(false)
    expect(fake.alarms.has('source-updates')).toBe(false)
  })

  it('is not looked at without the permission of its host, nor under an address with extra parts', async () => {
    const look = async (url: string) => {
      const answer = await ask('sources/probe', { url })
      return 'fault' in answer ? answer.fault.kind : 'seen'
    }
    expect(await look(`${rig.server.url}?x=1`)).toBe('address')
    expect(await look('http://rules.example/')).toBe('address')
    expect(await look('https://rules.example/')).toBe('permission')
    expect(rig.server.asked).toEqual([])
  })
})

describe('the host of a source', () => {
  const url = 'https://rules.example/team/'
  const origin = 'https://rules.example/*'
  const readers = () => [...fake.scripts.keys()].filter((id) => id.includes('rules.example'))

  it('that is allowed after it was claimed starts no reader', async () => {
    await ask('sources/claim', { url })
    fake.grant(origin)
    await settle()
    expect(readers()).toEqual([])
    rig.restart()
    fake.onStartup.emit()
    await settle()
    expect(readers()).toEqual([])
  })

  it('that is allowed without a claim is a site', async () => {
    fake.grant(origin)
    await settle()
    expect(readers()).toEqual([`reader ${origin}`])
  })

  it('goes on being read where it was read before, and stays allowed', async () => {
    fake.grant(origin)
    await settle()
    await ask('sources/claim', { url })
    await ask('sources/release', { url })
    await settle()
    expect(readers()).toEqual([`reader ${origin}`])
    expect(fake.granted.has(origin)).toBe(true)
  })

  it('is given back where the user would rather not', async () => {
    await ask('sources/claim', { url })
    fake.grant(origin)
    await ask('sources/release', { url })
    await settle()
    expect(fake.granted.has(origin)).toBe(false)
    expect(readers()).toEqual([])
  })

  it('is given back an hour after a claim that nobody answered', async () => {
    await ask('sources/claim', { url })
    fake.grant(origin)
    rig.goTo(1.1)
    rig.restart()
    fake.onStartup.emit()
    await settle()
    expect(fake.granted.has(origin)).toBe(false)
  })
})
