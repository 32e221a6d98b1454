import { cpSync } from 'node:fs'
import { canonicalize } from '@tufjs/canonical-json'
import { afterEach, describe, expect, it } from 'vitest'
import { fake } from '../../platform/fake-browser.ts'
import { SourceFolder } from '../../packs/tuf/source-folder.ts'
import { ask } from '../worker.ts'
import {
  answerWith,
  begin,
  beginEmpty,
  endAttack,
  expectRecovery,
  expectUnharmed,
  forge,
  packPath,
  rig,
  rotateForged,
  tamper,
  track,
  type Attack,
} from './attack-stage.ts'
import { sendText } from './source-server.ts'
import { DAY, START, flagged, packOf, update, viewAdded } from './update-rig.ts'

afterEach(endAttack)

describe('attack × result: signatures', () => {
  it.each<Attack>([
    [
      'tampered pack',
      'mismatch targets/HASH.pack.json',
      () => tamper(packPath(), 'marble', 'pumice'),
    ],
    [
      'pack with bytes added',
      'too-large targets/HASH.pack.json',
      () => tamper(packPath(), 'Says', 'Says more'),
    ],
    [
      'tampered timestamp',
      'signature timestamp.json',
      () => tamper('timestamp.json', '2026-12', '2036-12'),
    ],
    [
      'tampered snapshot',
      'signature 2.snapshot.json',
      () => tamper('2.snapshot.json', '2026-12', '2036-12'),
    ],
    [
      'tampered targets',
      'signature 2.targets.json',
      () => tamper('2.targets.json', '2026-12', '2036-12'),
    ],
    [
      'mix and match: targets of before under a new snapshot',
      'mismatch 2.targets.json',
      () => answerWith('2.targets.json', sendText(rig.source.read('1.targets.json'))),
    ],
    [
      'mix and match: snapshot of before under a new timestamp',
      'mismatch 2.snapshot.json',
      () => answerWith('2.snapshot.json', sendText(rig.source.read('1.snapshot.json'))),
    ],
    [
      'everything signed with other keys',
      'signature timestamp.json',
      () => rig.server.serve(forge(['pumice']).out),
    ],
    [
      'a next root signed with other keys',
      'signature 2.root.json',
      () => rig.server.serve(rotateForged(forge(['pumice'])).out),
    ],
  ])('%s: %s', async (_attack, result, stage) => {
    const id = await begin()
    stage()
    await expectUnharmed(id, result)
    await expectRecovery(id)
  })

  it('a next root signed by one of two keys that must: signature 2.root.json', async () => {
    const id = await begin(2, 3)
    const one = { ...rig.keys, root: rig.keys.root.slice(0, 1) }
    const forged = track(new SourceFolder())
    forged.at(START).begin(one, 1, 365)
    forged.at(START).rotate(forged.makeKeys('next'), one, 1, 365)
    rig.server.serve(forged.out)
    await expectUnharmed(id, 'signature 2.root.json')
    await expectRecovery(id)
  })

  it('keys rotated three times by their owner: taken', async () => {
    const id = await begin()
    for (const name of ['b', 'c', 'd']) {
      const next = rig.source.makeKeys(name)
      rig.source.at(START).rotate(next, rig.keys, 1, 365)
      rig.source.at(START).resign(next, 30)
      rig.keys = next
    }
    expect(await update(id)).toBe('taken')
    expect(await flagged()).toBe('granite marble')
    expect(rig.server.asked).toEqual(expect.arrayContaining(['4.root.json', '5.root.json']))
  })

  it('another source under the address that was looked at: fingerprint', async () => {
    await beginEmpty()
    rig.publish(packOf(['basalt']))
    const fingerprint = await rig.probe()
    rig.server.serve(forge(['pumice']).out)
    const answer = await ask('sources/add', { url: rig.server.url, fingerprint, trust: 'full' })
    expect(answer).toMatchObject({ fault: { kind: 'fingerprint' } })
    expect(await flagged()).toBe('granite')
    expect(await ask('sources/list', {})).toHaveLength(2)
  })
})

describe('attack × result: time', () => {
  it('rollback to all that was published before: rollback timestamp.json', async () => {
    await beginEmpty()
    rig.publish(packOf(['basalt']))
    const old = track(new SourceFolder())
    cpSync(rig.source.out, old.out, { recursive: true })
    const id = await rig.add()
    rig.publish(packOf(['marble']), 1)
    expect(await update(id)).toBe('taken')
    rig.server.serve(old.out)
    expect(await update(id)).toBe('rollback timestamp.json')
    expect(await flagged()).toBe('granite marble')
    rig.server.serve(rig.source.out)
    expect(await update(id)).toBe('unchanged')
  })

  it('rollback by a snapshot of before, with a stolen timestamp key: rollback timestamp.json', async () => {
    await beginEmpty()
    rig.publish(packOf(['basalt']))
    const old = track(new SourceFolder())
    cpSync(rig.source.out, old.out, { recursive: true })
    const id = await rig.add()
    rig.publish(packOf(['marble']), 1)
    expect(await update(id)).toBe('taken')
    // Further on in the timestamps, and back at an older snapshot.
    const stale = JSON.parse(old.read('timestamp.json')) as { signed: { version: number } }
    stale.signed.version = 9
    const content = Buffer.from(canonicalize(stale.signed))
    const [key] = rig.keys.timestamp
    const signatures = [key?.sign(content).toJSON()]
    answerWith('timestamp.json', sendText(JSON.stringify({ signatures, signed: stale.signed })))
    expect(await update(id)).toBe('rollback timestamp.json')
    expect(await flagged()).toBe('granite marble')
  })

  it('freeze: expired timestamp.json, its last pack stays in use and the user is told', async () => {
    const id = await begin()
    rig.goTo(29)
    expect(await viewAdded(id)).not.toHaveProperty('isExpired')
    rig.goTo(40)
    await expectUnharmed(id, 'expired timestamp.json')
    expect(await viewAdded(id)).toMatchObject({ isExpired: true, version: 'basalt' })
    rig.source.at(START + 40 * DAY).renew(rig.keys, 30)
    await expectRecovery(id)
    expect(await viewAdded(id)).not.toHaveProperty('isExpired')
  })

  it('a clock three years ahead: clock timestamp.json', async () => {
    const id = await begin()
    rig.goTo(3 * 365)
    await expectUnharmed(id, 'clock 1.root.json')
    rig.goTo(2)
    await expectRecovery(id)
  })

  it('a clock ten years behind: taken, and due again once it is set right', async () => {
    const id = await begin()
    rig.goTo(-3650)
    expect(await update(id)).toBe('taken')
    rig.goTo(2)
    rig.publish(packOf(['pumice']), 2)
    fake.onAlarm.emit({ name: 'source-updates' })
    await expect.poll(flagged).toBe('granite pumice')
  })

  it('a clock that was ahead when the source was asked: due at once when it is set right', async () => {
    const id = await begin()
    rig.goTo(25)
    expect(await update(id)).toBe('taken')
    rig.goTo(2)
    rig.publish(packOf(['pumice']), 2)
    fake.onAlarm.emit({ name: 'source-updates' })
    await expect.poll(flagged).toBe('granite pumice')
  })
})
