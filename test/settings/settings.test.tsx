// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import { choose, click, find, findAll, leave, settle, textOf, type } from '../ui/screen.ts'
import type { RuleView } from '../../src/platform/schema/views.ts'
import { ARCHIVE, open, page, RULE, said, STATUS } from './open-settings.tsx'

afterEach(leave)

/** Switches of rules; sites have others. */
const ruleSwitches = () => findAll('switch').filter(({ id }) => id.startsWith('rule-'))
const switches = () => ruleSwitches().map((element) => textOf(element.nextElementSibling))
const isOn = (name: string) => (find('switch', name) as HTMLInputElement).checked

describe('rules', () => {
  it('are grouped by stage, closed until asked for', async () => {
    await open()
    const groups = [...document.querySelectorAll('.rule-group summary')].map(textOf)
    expect(groups).toEqual(['Moving elsewhere 1 of 1 on', 'Handing over a file or link 0 of 1 on'])
    expect(switches()).toEqual([])
  })

  it.each([
    ['a word of the title', 'telegram', ['Asks to move to Telegram']],
    ['words in any order', 'password archive', ['Archive with its password']],
    ['the file name', 'ASKS_FOR', ['Asks to move to Telegram']],
    ['the id', 'r2', ['Archive with its password']],
    [
      'a known false alarm',
      'recruiters',
      ['Asks to move to Telegram', 'Archive with its password'],
    ],
    ['nothing that fits', 'invoice', []],
  ])('are found by %s', async (_, search, titles) => {
    await open()
    await type(find('searchbox', 'Search rules'), search)
    expect(
      ruleSwitches().map((e) => textOf(document.querySelector(`label[for="${e.id}"]`))),
    ).toEqual(titles)
    expect(page()).toContain(`Rules shown: ${titles.length} of 2`)
  })

  it.each([
    ['Kind', 'story', ['r2']],
    ['Stage', 'channel-shift', ['r1']],
    ['Level', 'medium', ['r2']],
    ['State', 'on', ['r1', 'r3']],
    ['State', 'off', ['r2']],
    ['State', 'changed', ['r2', 'r3']],
    ['State', 'fired', ['r1']],
    ['Level', 'high', ['r3']],
    ['Language', 'de', ['r3']],
    ['Source', 's12ab34cd', ['r3']],
    ['Family (ATT&CK)', 'attack.t1204.004', ['r3']],
  ])('are filtered by %s %s', async (name, value, ids) => {
    const other: RuleView = {
      ...RULE,
      id: 'r3',
      kind: 'exception',
      stage: 'execution',
      levelHere: 'high',
      tags: ['attack.t1204.004', 'attack.execution'],
      languages: ['de'],
      source: 's12ab34cd',
    }
    await open({
      'rules/list': () => [RULE, { ...ARCHIVE, languages: ['en', 'fr'] }, other],
      'rules/fired': () => ({ entries: 4, rules: [{ rule: 'r1', fired: 2, dismissed: 1 }] }),
    })
    await choose(find('combobox', name), value)
    expect(
      ruleSwitches()
        .map((e) => e.id)
        .sort(),
    ).toEqual(ids.map((id) => `rule-${id}`))
  })

  it('show what they look for', async () => {
    await open()
    await type(find('searchbox', 'Search rules'), 'telegram')
    const row = textOf(ruleSwitches()[0]!.closest('li'))
    for (const text of [
      'Detects a wish to go on elsewhere.',
      'Signal',
      'Level: low',
      'Status: experimental',
      'asks_for_telegram',
    ]) {
      expect(row).toContain(text)
    }
  })

  it('are switched off at once, and that is said', async () => {
    const { asked } = await open()
    await type(find('searchbox', 'Search rules'), 'telegram')
    await click(find('switch', 'Asks to move to Telegram'))
    expect(asked).toContainEqual(['rules/enable', { id: 'r1', enabled: false }])
    expect(said()).toBe('Switched off: Asks to move to Telegram')
  })

  it('go back when the switch did not work, and the error is shown', async () => {
    await open({ 'rules/enable': () => Promise.reject(new Error('storage full')) })
    await type(find('searchbox', 'Search rules'), 'telegram')
    await click(find('switch', 'Asks to move to Telegram'))
    expect(said()).toBe('That did not work: storage full')
    expect(isOn('Asks to move to Telegram')).toBe(true)
  })

  it('are drawn by the ten thousand only where they are in sight', async () => {
    const many = Array.from({ length: 10_000 }, (_, i) => ({
      ...RULE,
      id: `n${i}`,
      title: `Rule ${i}`,
    }))
    await open({ 'rules/list': () => many })
    await type(find('searchbox', 'Search rules'), 'rule 99')
    const hits = many.filter(({ title }) => title.includes('99'))
    expect(hits.length).toBeGreaterThan(200)
    expect(page()).toContain(`Rules shown: ${hits.length} of 10000`)
    expect(ruleSwitches().length).toBeLessThan(60)
    await type(find('searchbox', 'Search rules'), 'rule 9999')
    expect(ruleSwitches().map((e) => e.id)).toEqual(['rule-n9999'])
  })

  it('stay usable by the hundred', async () => {
    const many = Array.from({ length: 600 }, (_, i) => ({
      ...RULE,
      id: `n${i}`,
      title: `Rule ${i}`,
    }))
    await open({ 'rules/list': () => many })
    await type(find('searchbox', 'Search rules'), 'rule 599')
    expect(ruleSwitches()).toHaveLength(1)
  })
})

describe('retention', () => {
  it('shows the days and saves others, with a confirmation', async () => {
    const { asked } = await open()
    const days = find('spinbutton') as HTMLInputElement
    expect(days.value).toBe('180')
    await type(days, '30')
    await click(find('button', 'Save'))
    expect(asked).toContainEqual(['settings/set', { retentionDays: 30 }])
    expect(said()).toBe('Saved: flagged messages are kept for 30 days.')
  })

  it.each(['0', '-3', '3651', '1.5', ''])('refuses "%s" and names the limits', async (text) => {
    const { asked } = await open()
    await type(find('spinbutton'), text)
    await click(find('button', 'Save'))
    expect(said()).toContain(`“${text}” is not a whole number of days from 1 to 3650.`)
    expect(asked.map(([name]) => name)).not.toContain('settings/set')
  })
})

describe('what is stored', () => {
  it('is counted', async () => {
    await open()
    expect(page()).toContain('Kept now: 3 flagged messages; rule hits and times of 40 messages.')
    expect(findAll('alert')).toHaveLength(1)
    expect(document.querySelector('.failure')).toBeNull()
  })

  it('names what was lost, what found no room and which rules do not work', async () => {
    const status = { ...STATUS, dropped: 2, unsaved: 1, ruleFaults: ['bad_rule: no condition'] }
    await open({ 'storage/status': () => status })
    expect(page()).toContain('could not be read back and were dropped: 2.')
    expect(page()).toContain('for want of space: 1.')
    expect(page()).toContain('Rules that do not work: 1')
    expect(page()).toContain('bad_rule: no condition')
  })
})

describe('forget everything', () => {
  const opener = () => find('button', 'Forget everything…')

  it('asks first, with the focus on the answer that erases nothing', async () => {
    const { asked } = await open()
    await click(opener())
    expect(textOf(document.activeElement)).toBe('No, keep it')
    expect(asked.map(([name]) => name)).not.toContain('forget/everything')
    await click(find('button', 'No, keep it'))
    expect(findAll('button', 'Yes, forget everything')).toEqual([])
    expect(document.activeElement).toBe(opener())
  })

  it('erases after a yes and says so', async () => {
    const { asked } = await open()
    await click(opener())
    await click(find('button', 'Yes, forget everything'))
    expect(asked).toContainEqual(['forget/everything', {}])
    expect(said()).toBe('Everything was forgotten.')
  })

  it('leaves with Escape', async () => {
    await open()
    await click(opener())
    document.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }),
    )
    await settle()
    expect(findAll('button', 'Yes, forget everything')).toEqual([])
  })
})

describe('errors', () => {
  it('of each section are shown without losing the others', async () => {
    await open({ 'rules/list': () => Promise.reject(new Error('no rules')) })
    expect(page()).toContain('Lurewatch could not load this: no rules')
    expect(page()).toContain('webmail.example')
    expect(page()).toContain('Version 1.2.3')
  })
})
