import { afterEach, beforeEach, expect, it } from 'vitest'
import { fake } from '../../platform/fake-browser.ts'
import { ask } from '../worker.ts'
import { HOST, UpdateRig, flagged, packOf, update, viewAdded } from './update-rig.ts'

let rig: UpdateRig
let source: { url: string; fingerprint: string }
beforeEach(async () => {
  rig = await UpdateRig.start()
  rig.publish(packOf(['basalt']))
  source = { url: rig.server.url, fingerprint: await rig.probe() }
})
afterEach(() => rig.stop())

const addedIds = async () =>
  (await ask('sources/list', {})).filter(({ kind }) => kind === 'added').map(({ id }) => id)

it('a source of a policy comes by itself, updates by hand, and goes with the policy', async () => {
  fake.policy.set({
    sources: [{ ...source, name: 'Corp rules', automatic: false }],
    usersMayAddSources: false,
  })
  await expect.poll(addedIds, { timeout: 5_000 }).toHaveLength(1)
  const [id = ''] = await addedIds()
  expect(await viewAdded(id)).toMatchObject({
    name: 'Corp rules',
    managed: true,
    trust: 'limited',
    automatic: false,
  })
  expect(await flagged()).toContain('basalt')
  await expect(ask('sources/remove', { id })).rejects.toThrow('policy')
  await expect(ask('sources/set', { id, paused: true })).rejects.toThrow('policy')
  rig.publish(packOf(['marble']), 1)
  expect(await update(id)).toBe('taken')
  fake.policy.set({})
  await expect.poll(addedIds, { timeout: 5_000 }).toEqual([])
  expect(await flagged()).toBe('granite')
})

it('a wrong fingerprint or a host that is not allowed adds nothing', async () => {
  fake.policy.set({ sources: [{ ...source, fingerprint: 'ab'.repeat(32) }] })
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(await addedIds()).toEqual([])
  fake.granted.delete(HOST)
  fake.policy.set({ sources: [source] })
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(await addedIds()).toEqual([])
})
