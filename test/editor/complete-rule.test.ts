import { describe, expect, it } from 'vitest'
import { ruleSetData } from 'virtual:rules'
import { listOptions } from '../../src/editor/complete-rule.ts'
import { findMeaning } from '../../src/editor/explain-word.ts'
import { MODIFIER_WORDS } from '../../src/editor/sigma-words.ts'
import { fillTemplate } from '../../src/editor/templates.ts'
import { findPlace } from '../../src/editor/yaml-place.ts'
import { MODIFIERS } from '../../src/engine/sigma/modifiers.ts'
import { EVENT_FIELD_DOCS } from '../../src/packs/event-field-docs.ts'
import { EVENT_FIELDS } from '../../src/packs/event-fields.ts'
import { checkOwnFiles } from '../../src/packs/own/check-own-files.ts'
import { TEMPLATE_KINDS } from '../../src/packs/own/template-kinds.ts'
import { runExamples } from '../../src/packs/run-examples.ts'

const NAMES = {
  signals: { hiring_talk: 'Speaks of a job' },
  stories: { job_offer: 'A job offer' },
  lists: { ats_hosts: 'lever.co' },
}
const offer = (text: string): string[] =>
  listOptions(findPlace(text), NAMES, text).map(({ label }) => label)

describe('words on offer', () => {
  it.each([
    ['keys of a rule', 'ti', 'title', 'gte'],
    ['keys of a story', 'correlation:\n  ', 'timespan', 'title'],
    ['counts', 'correlation:\n  condition:\n    ', 'gte', 'timespan'],
    ['sides of tests', 'tests:\n  ', 'near', 'text'],
    ['event fields', 'detection:\n  a:\n    sender.', 'sender.imitates', 'title'],
    ['modifiers', 'detection:\n  a:\n    words|', 'contains', 'words'],
    ['modifiers not used yet', 'detection:\n  a:\n    words|contains|', 'all', 'contains'],
    ['stages', 'stage: ', 'channel-shift', 'medium'],
    ['levels', 'level: ', 'critical', 'money'],
    ['rules of a story', 'correlation:\n  rules: [hir', 'hiring_talk', 'ats_hosts'],
    ['signals of an exception', 'filter:\n  rules:\n    - ', 'hiring_talk', 'job_offer'],
    ['lists', "detection:\n  a:\n    link.host|expand: '%at", 'ats_hosts', 'hiring_talk'],
    ['signals of a thread', 'detection:\n  a:\n    thread.signals: ', 'hiring_talk', 'job_offer'],
    ['selections', 'detection:\n  near:\n    words: x\n  condition: n', 'near', 'title'],
  ])('are %s', (_, text, wanted, unwanted) => {
    expect(offer(text)).toContain(wanted)
    expect(offer(text)).not.toContain(unwanted)
  })

  it('know every field and modifier', () => {
    expect(Object.keys(EVENT_FIELD_DOCS)).toEqual([...EVENT_FIELDS])
    expect(Object.values(EVENT_FIELD_DOCS).filter((text) => text === '')).toEqual([])
    expect(MODIFIERS.filter((name) => MODIFIER_WORDS[name] === undefined)).toEqual([])
  })

  it('are explained', () => {
    expect(findMeaning('words', false, NAMES)).toContain('lower-case words')
    expect(findMeaning('all', true, NAMES)).toContain('every value')
    expect(findMeaning('hiring_talk', false, NAMES)).toBe('Speaks of a job')
    expect(findMeaning('constructor', false, NAMES)).toBe('')
  })
})

describe('templates', () => {
  const filled = { id: '0b0f9a4e-7a53-4f55-9a80-0d6b5a7e9c01', date: '2026-11-24' }
  it.each(TEMPLATE_KINDS)(
    'of a %s have no fault and pass their examples',
    (kind) => {
      const { pack, faults } = checkOwnFiles([fillTemplate(kind, filled)], ruleSetData)
      expect(faults.filter(({ kept }) => kept !== true)).toEqual([])
      expect(runExamples(pack).failures).toEqual([])
    },
    20_000,
  )
})
