import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSiteDefinition } from '../../src/sites/parse-definition.ts'
import { loadDefinition } from './read-fixture.ts'

const MINIMAL = {
  id: 'plain',
  name: 'Plain',
  channel: 'email',
  matches: [],
  anchor: ['#pane'],
  unit: ['.message'],
  body: ['.body'],
}

const withPart = (part: object): object => ({ ...MINIMAL, ...part })

describe('a site definition', () => {
  it.each(
    readdirSync(join(import.meta.dirname, '../../rules/sites')).map((file) =>
      file.replace('.yml', ''),
    ),
  )('built in as %s is free of faults and named as its file', (id) => {
    expect(loadDefinition(id).id).toBe(id)
  })

  it('needs little', () => {
    const { definition, faults } = parseSiteDefinition(MINIMAL)
    expect(faults).toEqual([])
    expect(definition).toMatchObject({ id: 'plain', builtIn: false, fields: {}, quoted: [] })
  })

  it('names its fields in its own table only', () => {
    const fields = { subject: [{ select: 'h2' }], 'sender.email': [{ select: 'a' }] }
    expect(parseSiteDefinition(withPart({ fields })).definition?.fields).toMatchObject(fields)
  })

  it.each([
    [
      'an unknown extractor',
      { fields: { subject: [{ select: 'h1', extract: 'eval' }, { select: 'h2' }] } },
      'fields.subject.0.extract',
    ],
    [
      'a selector left open',
      { fields: { subject: [{ select: 'h1[title="x' }, { select: 'h2' }] } },
      'fields.subject.0.select',
    ],
    [
      'a candidate that is no table',
      { fields: { subject: [7, { select: 'h2' }] } },
      'fields.subject.0',
    ],
    [
      'a fault inside a parameter',
      { fields: { subject: [{ select: 'h1', with: [1] }, { select: 'h2' }] } },
      'fields.subject.0.with',
    ],
    [
      'an unknown scope',
      { fields: { subject: [{ select: 'h1', scope: 'world' }, { select: 'h2' }] } },
      'fields.subject.0.scope',
    ],
  ])('loses %s and nothing else', (_, part, path) => {
    const { definition, faults } = parseSiteDefinition(withPart(part))
    expect(faults.map((fault) => fault.path)).toEqual([expect.stringContaining(path)])
    expect(definition?.fields.subject).toMatchObject([{ select: 'h2' }])
  })

  it('loses a bad candidate of an attachment, not the attachment', () => {
    const attachments = [{ select: '.file', name: [{ select: '' }, { select: '.name' }] }]
    const { definition, faults } = parseSiteDefinition(withPart({ attachments }))
    expect(faults).toHaveLength(1)
    expect(definition?.attachments[0]?.name).toMatchObject([{ select: '.name' }])
  })

  it('loses a faulty section that it can do without', () => {
    const { definition, faults } = parseSiteDefinition(withPart({ captured: 'yesterday', run: 3 }))
    expect(faults.map(({ path }) => path).sort()).toEqual(['captured', 'run'])
    expect(definition?.captured).toBeUndefined()
  })

  it('tells a misspelt key, which would otherwise be passed over', () => {
    const part = { feilds: {}, fields: { sendername: [{ select: 'h1' }] } }
    const { definition, faults } = parseSiteDefinition(withPart(part))
    expect(definition).toBeDefined()
    expect(faults).toEqual([
      { path: 'feilds', reason: 'is an unknown key' },
      { path: 'fields.sendername', reason: 'is an unknown key' },
    ])
  })

  it.each([
    ['no table', 'plain text'],
    ['nothing', undefined],
    ['no units', withPart({ unit: [] })],
    ['only a faulty unit', withPart({ unit: ['['] })],
    ['no id', withPart({ id: undefined })],
  ])('with %s can not be used', (_, input) => {
    const { definition, faults } = parseSiteDefinition(input)
    expect(definition).toBeUndefined()
    expect(faults.length).toBeGreaterThan(0)
  })

  it('never throws, and what it accepts it accepts again', () => {
    const part = fc.record({ fields: fc.anything(), pane: fc.anything(), run: fc.anything() })
    fc.assert(
      fc.property(fc.oneof(part, fc.anything()), (input) => {
        const whole = typeof input === 'object' ? { ...MINIMAL, ...input } : input
        const { definition } = parseSiteDefinition(whole)
        if (definition === undefined) return
        expect(parseSiteDefinition(definition)).toEqual({ definition, faults: [] })
      }),
    )
  })
})
