import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ruleSetData } from 'virtual:rules'
import { describe, expect, it } from 'vitest'
import { makeFolder, NO_RULES, runCommand } from '../memory-terminal.ts'
import { listPageRules } from './page-rules.ts'

const page = listPageRules()

function writeRules(change: (text: string) => string = (text) => text): string {
  const files = page.map(({ path, text }) => [path, change(text)] as const)
  return makeFolder(Object.fromEntries(files))
}

describe('the rules of the publisher’s page', () => {
  it('are a signal and a story', () => {
    expect(page.map(({ path }) => path.split('/')[0])).toEqual(['signals', 'stories'])
  })

  it('pass check and test beside the built-in rules, on which they build', async () => {
    const rules = writeRules()
    const checked = await runCommand(['rules', 'check', rules], { rules: ruleSetData })
    expect(checked).toMatchObject({ status: 0, out: '2 rules, no faults\n' })
    const tested = await runCommand(['rules', 'test', rules], { rules: ruleSetData })
    expect(tested).toMatchObject({ status: 0 })
    expect(tested.out).toContain('2 rules, 12 examples, 0 failed, 0 faults')
  })

  it('are published without what they build on', async () => {
    const rules = writeRules()
    const out = join(rules, 'public')
    const built = await runCommand(['pack', 'build', rules, '--out', out], { rules: ruleSetData })
    expect(built).toMatchObject({ status: 0, error: '' })
    expect(built.out).toContain('2 documents, 2 changed')
  })

  it('are refused where nobody has what they build on', async () => {
    const rules = writeRules((text) => text.replace('hiring_talk', 'hiring_talks'))
    const out = join(rules, 'public')
    const built = await runCommand(['pack', 'build', rules, '--out', out], { rules: ruleSetData })
    expect(built).toMatchObject({ status: 1 })
    expect(built.out).toContain('"hiring_talks" is no rule of this set')
  })

  it('name no command and no option that does not exist', async () => {
    const text = readFileSync(join(import.meta.dirname, '../../../docs/packs.md'), 'utf8')
    const { out: usage } = await runCommand(['--help'], { rules: NO_RULES })
    const used = [...text.matchAll(/lurewatch (?:pack|rules|scan)[^`\n]*/g)].flatMap(([line]) => [
      ...line.matchAll(/ (--[a-z-]+)/g),
    ])
    expect(used.length).toBeGreaterThan(5)
    expect(
      used.map(([, option]) => option).filter((option) => !usage.includes(option ?? '')),
    ).toEqual([])
  })
})

describe('rules beside the built-in ones', () => {
  it('borrow nothing while the built-in folder itself is checked', async () => {
    const rules = writeRules()
    const options = { rules: ruleSetData, rulesFolder: rules }
    const checked = await runCommand(['rules', 'check'], options)
    expect(checked.out).toContain('"hiring_talk" is no rule of this set')
  })
})
