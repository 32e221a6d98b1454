import { ruleSetData } from 'virtual:rules'
import { describe, expect, it } from 'vitest'
import { addOrganisations } from '../../../src/engine/facts/add-organisations.ts'
import { judge, prepareEngine } from '../../../src/engine/judge.ts'
import type { Organisation } from '../../../src/engine/rule-set.ts'

const OWN: Organisation = {
  name: 'Quillmark Aerospace',
  aliases: ['Quillmark'],
  domains: ['quillmark.example'],
  sector: 'own',
  source: 'policy',
}
const known: Organisation = {
  name: 'Quillmark aerospace',
  domains: ['quillmark.test'],
  sector: 'space',
  source: 'list',
}
const other: Organisation = { ...known, name: 'Other', domains: ['other.example'] }
const lists = (organisations: Organisation[]) => ({ organisations, values: {}, fileKinds: {} })

describe('organisations of a policy', () => {
  it('stand beside those of the lists', () => {
    expect(addOrganisations(lists([other]), [OWN]).organisations).toEqual([other, OWN])
  })

  it('complete one that is known by its name', () => {
    const [first, second, ...more] = addOrganisations(lists([known, other]), [OWN]).organisations
    expect(first).toEqual(other)
    expect(second?.domains).toEqual(['quillmark.example', 'quillmark.test'])
    expect(second?.aliases).toContain('Quillmark aerospace')
    expect(more).toEqual([])
  })

  it('complete one that is known by a domain', () => {
    const [only] = addOrganisations(lists([other]), [
      { ...OWN, domains: ['other.example'] },
    ]).organisations
    expect(only).toMatchObject({ name: OWN.name, domains: ['other.example'] })
    expect(only?.aliases).toContain('Other')
  })

  it('let mail that imitates the own company be told', () => {
    const find = (email: string, organisations: Organisation[]): string[] => {
      const { engine } = prepareEngine(ruleSetData, { organisations })
      const text =
        'Dear engineer, Quillmark Aerospace would like to invite you to an interview. Please open the attached job description.'
      const message = {
        id: 'a',
        text,
        channel: 'email' as const,
        sender: { name: 'Quillmark Aerospace Recruiting', email },
      }
      const { conversation } = judge({ message, engine, conversation: { entries: [] } })
      const names = new Map(ruleSetData.signals.map(({ id, name }) => [id, name]))
      return conversation.entries.flatMap(({ hits }) =>
        hits.map(({ rule }) => names.get(rule) ?? rule),
      )
    }
    const imitating = (names: string[]) =>
      names.filter((name) => /imitates|look_?alike|not_its_own|elsewhere|off_domain/.test(name))
    expect(imitating(find('hr@quillmark-careers.example', []))).toEqual([])
    expect(imitating(find('hr@quillmark-careers.example', [OWN]))).not.toEqual([])
    expect(imitating(find('hr@quillmark.example', [OWN]))).toEqual([])
  })
})
