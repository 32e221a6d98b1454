import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { fake } from '../../platform/fake-browser.ts'
import {
  answerWith,
  begin,
  endAttack,
  expectRecovery,
  expectUnharmed,
  packPath,
  rig,
  track,
} from './attack-stage.ts'
import {
  SourceServer,
  hangUp,
  sendDrips,
  sendEndless,
  sendStatus,
  sendText,
  sendTruncated,
  staySilent,
  type Answer,
} from './source-server.ts'
import { HOST, START } from './update-rig.ts'

const MEGABYTE = 1024 * 1024
const SHORT = { maxTotal: 250, maxPackTotal: 250, maxSilence: 120, maxUpdate: 3000 }

afterEach(endAttack)

const BOMB = gzipSync(Buffer.alloc(100 * MEGABYTE, ' '))
const sendBomb: Answer = (response) =>
  void response.writeHead(200, { 'content-encoding': 'gzip' }).end(BOMB)

describe('attack × result: answers', () => {
  const FILES = [
    ['timestamp.json', 'timestamp.json'],
    ['the pack', 'targets/HASH.pack.json'],
  ] as const
  const ANSWERS: [attack: string, kind: string, answer: Answer][] = [
    ['truncated', 'cut', sendTruncated('{"signed":')],
    ['cut short without a word', 'malformed', sendText('{"signed":')],
    ['slow drip', 'slow', sendDrips(10)],
    ['silence', 'slow', staySilent],
    ['endless', 'too-large', sendEndless('x'.repeat(1000))],
    ['gzip bomb', 'too-large', sendBomb],
    ['100 MB', 'too-large', sendText('x'.repeat(100 * MEGABYTE))],
    ['page of a captive portal', 'web-page', sendText('<html>Sign in</html>')],
    ['status 500', 'status', sendStatus(500)],
    ['status 404', 'missing', sendStatus(404)],
    ['hang up', 'offline', hangUp],
  ]
  const rows = FILES.flatMap(([name, file]) =>
    ANSWERS.map(([attack, kind, answer]) => {
      // A pack is told by its hash before anybody reads it.
      const isShortPack = file !== 'timestamp.json' && kind === 'malformed'
      return [
        `${attack} for ${name}`,
        `${isShortPack ? 'mismatch' : kind} ${file}`,
        answer,
        file,
      ] as const
    }),
  )
  it.each(rows)('%s: %s', async (_attack, result, answer, file) => {
    const id = await begin()
    if (result.startsWith('slow')) rig.limits = SHORT
    rig.restart()
    answerWith(file === 'timestamp.json' ? file : packPath(), answer)
    await expectUnharmed(id, result)
    await expectRecovery(id)
  })

  it.each([
    [
      'redirect of timestamp.json to another origin',
      'redirect timestamp.json',
      () => 'timestamp.json',
    ],
    ['redirect of the pack to another origin', 'redirect targets/HASH.pack.json', packPath],
  ])('%s: %s, and that origin is not asked', async (_attack, result, find) => {
    const id = await begin()
    const elsewhere = track(await SourceServer.start(rig.source.out))
    answerWith(find(), sendStatus(302, { location: `${elsewhere.url}${find()}` }))
    await expectUnharmed(id, result)
    expect(elsewhere.asked).toEqual([])
    await expectRecovery(id)
  })

  it('offline: offline 2.root.json', async () => {
    const id = await begin()
    answerWith('*', hangUp)
    await expectUnharmed(id, 'offline 2.root.json')
    await expectRecovery(id)
  })

  it('a captive portal for every file: web-page 2.root.json', async () => {
    const id = await begin()
    answerWith('*', sendText('<!doctype html><title>Sign in</title>'))
    await expectUnharmed(id, 'web-page 2.root.json')
    await expectRecovery(id)
  })

  it('roots without end, each valid: malformed, after 64 of them', async () => {
    const id = await begin()
    for (let count = 0; count < 70; count += 1) {
      rig.source.at(START).rotate(rig.keys, rig.keys, 1, 365)
    }
    await expectUnharmed(id, 'malformed 66.root.json')
  })

  it('the permission of the host taken back: permission', async () => {
    const id = await begin()
    fake.granted.delete(HOST)
    rig.server.asked.length = 0
    await expectUnharmed(id, 'permission')
    expect(rig.server.asked).toEqual([])
    fake.granted.add(HOST)
    await expectRecovery(id)
  })
})
