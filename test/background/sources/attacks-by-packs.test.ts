import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { PackFile } from '../../../src/packs/pack-file.ts'
import { runCommand } from '../../cli/memory-terminal.ts'
import { ask } from '../worker.ts'
import {
  begin,
  beginEmpty,
  endAttack,
  expectRecovery,
  expectUnharmed,
  rig,
} from './attack-stage.ts'
import { flagged, makeId, packOf, ruleFor, update, viewAdded } from './update-rig.ts'

const MEGABYTE = 1024 * 1024
const BOMB_YAML = [
  'a: &a [x, x, x, x, x, x, x, x, x]',
  ...['b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name, index) => {
    const before = 'abcdefg'.charAt(index)
    return `${name}: &${name} [${Array(9).fill(`*${before}`).join(', ')}]`
  }),
  '',
].join('\n')

afterEach(endAttack)

/** Packs whose signatures are sound: their publisher is the attacker, or made a mistake. */
describe('attack × result: packs', () => {
  const many = (count: number): string =>
    JSON.stringify({ ...packOf(['marble']), documents: [] }).replace(
      '"documents":[]',
      `"documents":[${'{"path":"a","value":1},'.repeat(count - 1)}{"path":"a","value":1}]`,
    )
  it.each<[attack: string, result: string, pack: () => PackFile | string]>([
    ['made for a newer engine', 'newer pack.json', () => packOf(['marble'], { engine: 99 })],
    ['1,000,000 rules', 'too-large targets/HASH.pack.json', () => many(1_000_000)],
    ['600,000 rules in 14 MB', 'pack pack.json', () => many(600_000)],
    ['no rule among its documents', 'pack pack.json', () => many(10)],
    ['no JSON', 'pack pack.json', () => 'rules: many'],
    ['a tower of brackets', 'pack pack.json', () => '['.repeat(1_000_000)],
    [
      'prototype keys',
      'pack pack.json',
      () =>
        JSON.stringify(packOf(['marble'])).replace(
          '"title":"Says',
          '"__proto__":{"level":"x"},"title":"Says',
        ),
    ],
    ['a name of 1 MB', 'pack pack.json', () => packOf(['marble'], { name: 'x'.repeat(MEGABYTE) })],
  ])('%s: %s', async (_attack, result, pack) => {
    const id = await begin()
    rig.publish(pack(), 1)
    await expectUnharmed(id, result)
    rig.publish(packOf(['marble']), 1)
    await expectRecovery(id)
  })

  const taken = async (documents: PackFile['documents']): Promise<readonly string[]> => {
    const id = await begin()
    rig.publish(packOf([], { version: 'odd', documents }), 1)
    expect(await update(id)).toBe('taken')
    return (await viewAdded(id)).ruleFaults
  }
  const signal = (word: string, more: Readonly<Record<string, unknown>> = {}) => ({
    path: `signals/trust/${word}.yml`,
    value: ruleFor(word, more),
  })

  it('a pattern that would hang: taken, judged in linear time', async () => {
    const detection = { words: { 'text|re': 'a(a+)+(a+)+b' }, condition: 'words' }
    expect(await taken([signal('marble', { detection })])).toEqual([])
    const text = 'a'.repeat(20_000)
    const start = performance.now()
    await ask('check/messages', { items: [{ message: { id: 'm', text } }] })
    expect(performance.now() - start).toBeLessThan(3000)
  })

  it('an id used twice: the second is left out and named', async () => {
    const twice = [signal('marble'), signal('pumice', { id: makeId('marble') })]
    expect(await taken(twice)).toEqual([
      expect.stringMatching(/pumice\.yml:1: id: .* already used/),
    ])
    expect(await flagged()).toBe('granite marble')
  })

  it('the id of a built-in rule: both judge', async () => {
    expect(await taken([signal('marble', { id: makeId('granite') })])).toEqual([])
    expect(await flagged()).toBe('granite marble')
  })

  it('an exception from a built-in rule: left out and named', async () => {
    const value = {
      title: 'No granite',
      id: makeId('exempt'),
      logsource: { product: 'message' },
      filter: {
        rules: ['granite'],
        selection: { 'words|contains': ' granite ' },
        condition: 'not selection',
      },
    }
    const faults = await taken([signal('marble'), { path: 'exceptions/no.yml', value }])
    expect(faults).toHaveLength(1)
    expect(await flagged()).toBe('granite marble')
  })

  it('a site that is read by another definition: left out and named', async () => {
    const value = {
      id: 'mine',
      name: 'Mine',
      channel: 'email',
      matches: ['https://mail.google.com/*'],
      unit: ['u'],
      body: ['b'],
      anchor: ['a'],
    }
    const faults = await taken([signal('marble'), { path: 'sites/mine.yml', value }])
    expect(faults).toEqual([expect.stringMatching(/^sites\//)])
  })

  it('a name that turns the line around: its characters are taken out', async () => {
    await beginEmpty()
    rig.publish(packOf(['basalt'], { name: '\u202EelbisreveR\nLurewatch' }))
    expect(await viewAdded(await rig.add())).toMatchObject({ name: 'elbisreveR Lurewatch' })
  })

  it.each([
    ['a bomb of aliases', BOMB_YAML],
    ['an anchor that holds itself', 'title: &a\n  b: *a\n'],
    ['a prototype key', 'title: x\n__proto__: { level: high }\n'],
    ['a tag of its own', 'title: !!js/function "x"\n'],
  ])('YAML with %s in the publisher’s folder: nothing is published', async (_attack, text) => {
    await beginEmpty()
    const rules = join(rig.source.folder, 'rules')
    mkdirSync(join(rules, 'signals'), { recursive: true })
    writeFileSync(join(rules, 'signals', 'x.yml'), text)
    const out = join(rig.source.folder, 'published')
    const outcome = await runCommand(['pack', 'build', rules, '--out', out])
    expect(outcome.status).toBe(1)
    expect(outcome.out + outcome.error).toMatch(/x\.yml/)
    expect(existsSync(out)).toBe(false)
  })
})
