import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { houseException, houseSignal, houseStory } from '../packs/pack-files.ts'
import { makeFolder, runCommand } from './memory-terminal.ts'

const toFiles = (...files: readonly { path: string; text: string }[]): Record<string, string> =>
  Object.fromEntries(files.map(({ path, text }) => [path, text]))

const GOOD = toFiles(houseSignal(), houseStory(), houseException())

describe('wrong usage', () => {
  it.each([
    [[], /no command given/],
    [['look'], /unknown command "look"/],
    [['pack'], /pack needs build, keys, rotate, renew or serve/],
    [['pack', 'send', 'x'], /unknown command "pack send"/],
    [['pack', 'build', 'x'], /--out is missing/],
    [['pack', 'build', '--out', 'x'], /pack build takes one folder/],
    [['pack', 'serve', 'x', '--port', '0'], /--port: "0" is no whole number from 1 to 65535/],
    [['pack', 'keys', 'x', '--days', '3'], /--days/],
    [['scan'], /scan needs at least one PATH/],
    [['scan', '--fast', 'x'], /unknown option "--fast"/],
    [['scan', 'x', '--rules'], /--rules needs a folder/],
    [['scan', 'x', '--rules='], /--rules needs a folder/],
    [['scan', 'x', '--without'], /--without needs a rule/],
    [['scan', 'x', '--without', 'nobody'], /there is no signal or story "nobody"/],
    [['scan', 'x', '--signals'], /--signals needs --json/],
    [['scan', 'x', '--json=1'], /unknown option "--json=1"/],
    [['rules', 'check', '--unused'], /--unused needs a PATH/],
    [['rules', 'test', '--languages'], /unknown option "--languages"/],
    [['rules', 'test', '--unused', 'x'], /unknown option "--unused"/],
    [['rules'], /rules needs check or test/],
    [['rules', 'fix'], /unknown command "rules fix"/],
    [['rules', 'check', 'a', 'b'], /takes one folder/],
    [['rules', 'test', '--all'], /unknown option "--all"/],
  ])('%j says what and how, and ends with 1', async (args, message) => {
    const { status, out, error } = await runCommand(args)
    expect(status).toBe(1)
    expect(out).toBe('')
    expect(error).toMatch(message)
    expect(error).toContain('Usage:')
  })

  it('is not asking for help', async () => {
    expect(await runCommand(['--help'])).toMatchObject({ status: 0, error: '' })
  })
})

describe('scan', () => {
  it('names a path that is not there or of another kind and ends with 2', async () => {
    const folder = makeFolder({ 'a.txt': 'x' })
    const { status, error } = await runCommand([
      'scan',
      join(folder, 'none.eml'),
      join(folder, 'a.txt'),
    ])
    expect(status).toBe(2)
    expect(error).toMatch(/none\.eml: does not exist\n.*a\.txt: is no \.eml/)
  })

  it('takes what follows -- as a path', async () => {
    expect((await runCommand(['scan', '--', '--json'])).error).toBe('--json: does not exist\n')
  })
})

describe('rules check --unused', () => {
  const other = houseSignal({
    name: 'other_moon_signal',
    id: '1d8e2f6b-71c4-4a0e-b3a9-0c6d4e8f2a09',
    detection: "{ selection: { words|contains: ' mars ' }, condition: selection }",
    tests: "{ match: ['to mars', 'mars', 'a mars'], near: ['the sun', 'marsh', 'a moon'] }",
  })
  const story = houseStory({
    correlation:
      '{ type: temporal, rules: [asks_for_the_moon, other_moon_signal], group-by: [thread], timespan: 30d, condition: { gte: 1 } }',
    tests: "{ match: ['the moon', 'moon', 'a moon'], near: ['the sun', 'moonlight', 'venus'] }",
  })
  const rules = {
    ...toFiles(houseSignal(), story),
    'signals/trust/other_moon_signal.yml': other.text,
  }

  it('names a signal that no example of another rule and no labelled message needs', async () => {
    const folder = makeFolder({ ...rules, 'corpus/a.jsonl': '{"id":"1","text":"a moon"}\n' })
    const { status, out } = await runCommand([
      'rules',
      'check',
      folder,
      '--unused',
      join(folder, 'corpus'),
    ])
    expect(out).toMatch(/other_moon_signal\.yml:1: decides nothing: .*\n3 rules, 1 faults\n$/)
    expect(status).toBe(1)
  })

  it('spares one that a labelled message needs', async () => {
    const folder = makeFolder({ ...rules, 'a.jsonl': '{"id":"1","text":"to mars"}\n' })
    const args = ['rules', 'check', folder, `--unused=${join(folder, 'a.jsonl')}`]
    expect(await runCommand(args)).toMatchObject({ status: 0, out: '3 rules, no faults\n' })
  })

  it('names messages that can not be read', async () => {
    const folder = makeFolder(rules)
    const { status, error } = await runCommand(['rules', 'check', folder, '--unused', 'gone'])
    expect([status, error]).toEqual([1, 'gone: does not exist\n'])
  })
})

describe('rules check', () => {
  it('shows with --languages in which languages the stories have examples', async () => {
    const { status, out } = await runCommand(['rules', 'check', makeFolder(GOOD), '--languages'])
    expect(status).toBe(0)
    expect(out).toMatch(/^examples that hit, by language .* zh\nmoon_fraud_story [^\n]*\n\n3 rules/)
  })

  it('ends with 0 for good rules', async () => {
    expect(await runCommand(['rules', 'check', makeFolder(GOOD)])).toMatchObject({
      status: 0,
      out: '3 rules, no faults\n',
    })
  })

  it('prints each fault as file:line: message and ends with 1', async () => {
    const folder = makeFolder({
      ...GOOD,
      ...toFiles(houseSignal({ advice: null, stage: 'money' })),
    })
    const { status, out } = await runCommand(['rules', 'check', folder])
    expect(status).toBe(1)
    expect(out.replaceAll(`${folder}/`, '')).toBe(
      'signals/trust/asks_for_the_moon.yml:1: advice: is missing\n' +
        'signals/trust/asks_for_the_moon.yml:12: stage: must be the folder\'s name, "trust"\n' +
        '3 rules, 2 faults\n',
    )
  })

  it("looks at the package's own rules where no folder is given, and says so if they are missing", async () => {
    expect((await runCommand(['rules', 'check'], { rulesFolder: makeFolder(GOOD) })).status).toBe(0)
    const { status, error } = await runCommand(['rules', 'check'], {
      rulesFolder: '/nowhere/rules',
    })
    expect(status).toBe(1)
    expect(error).toBe('/nowhere/rules: does not exist\n')
  })
})

describe('rules test', () => {
  it('ends with 0 where all examples hold', async () => {
    const { status, out } = await runCommand(['rules', 'test', makeFolder(GOOD)])
    expect(out).toBe('3 rules, 18 examples, 0 failed, 0 faults\n')
    expect(status).toBe(0)
  })

  it.each([
    [
      'an example fails',
      { tests: '{ match: [sun] }' },
      /asks_for_the_moon\.yml:17: asks_for_the_moon: does not hit/,
    ],
    ['a rule does not load', { detection: '{ condition: nothing }' }, /asks_for_the_moon\.yml:9: /],
  ])('ends with 1 where %s', async (_, change, message) => {
    const folder = makeFolder({ ...GOOD, ...toFiles(houseSignal(change)) })
    const { status, out } = await runCommand(['rules', 'test', folder])
    expect(status).toBe(1)
    expect(out).toMatch(message)
  })
})
