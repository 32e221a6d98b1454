import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePolicy } from '../../src/platform/parse-policy.ts'

const PRINT = 'ab'.repeat(32)
const SOURCE = { url: 'https://rules.example.com/pack/', fingerprint: PRINT }

describe('a policy', () => {
  it('is taken as it stands', () => {
    const given = {
      organisation: {
        name: 'Example Corp',
        contact: 'security@example.com',
        domains: ['example.com'],
        aliases: ['ExCorp'],
      },
      sources: [{ ...SOURCE, name: 'Team', trust: 'limited', automatic: true }],
      usersMayAddSources: false,
      usersMayWriteRules: false,
      settings: { retentionDays: 30, ruleLevels: { abc: 'high' }, quietSites: ['linkedin'] },
      locked: ['retentionDays'],
      allowedSenders: [{ domain: 'partner.example' }, { address: 'jobs@example.com' }],
      sites: { on: ['https://webmail.example.com/*'], off: ['gmail'] },
      welcomePage: false,
    }
    expect(parsePolicy(given)).toEqual({ policy: given, faults: [] })
  })

  it('takes a fingerprint as tools print it', () => {
    const printed = PRINT.toUpperCase().replace(/(..)(?=.)/g, '$1:')
    const { policy, faults } = parsePolicy({ sources: [{ ...SOURCE, fingerprint: printed }] })
    expect(faults).toEqual([])
    expect(policy.sources?.[0]?.fingerprint).toBe(PRINT)
  })

  it('takes the address of a source as a person types it', () => {
    const { policy, faults } = parsePolicy({
      sources: [{ ...SOURCE, url: 'rules.example.com/pack' }],
    })
    expect(faults).toEqual([])
    expect(policy.sources?.[0]?.url).toBe(SOURCE.url)
  })

  it.each([
    ['a number for a text', { organisation: { name: 'Corp', contact: 7 } }, 'organisation.contact'],
    ['days out of range', { settings: { retentionDays: 0 } }, 'settings.retentionDays'],
    ['an unknown lock', { locked: ['notify', 'everything'] }, 'locked[1]'],
    [
      'a source over http',
      { sources: [{ ...SOURCE, url: 'http://a.example/' }] },
      'sources[0].url',
    ],
    ['a query', { sources: [{ ...SOURCE, url: 'https://a.example/?k=1' }] }, 'sources[0].url'],
    ['a password', { sources: [{ ...SOURCE, url: 'https://u:p@a.example/' }] }, 'sources[0].url'],
    ['no fingerprint', { sources: [{ url: SOURCE.url }] }, 'sources[0].fingerprint'],
    [
      'a short fingerprint',
      { sources: [{ ...SOURCE, fingerprint: 'ab' }] },
      'sources[0].fingerprint',
    ],
    [
      'a wildcard domain',
      { allowedSenders: [{ domain: '*.example.com' }] },
      'allowedSenders[0].domain',
    ],
    ['a top-level domain', { allowedSenders: [{ domain: 'com' }] }, 'allowedSenders[0].domain'],
    [
      'a name for an address',
      { allowedSenders: [{ address: 'HR <a@b.example>' }] },
      'allowedSenders[0].address',
    ],
    [
      'two addresses in one',
      { allowedSenders: [{ address: 'a@b@c.example' }] },
      'allowedSenders[0].address',
    ],
    [
      'both kinds at once',
      { allowedSenders: [{ address: 'a@b.example', domain: 'b.example' }] },
      'allowedSenders[0]',
    ],
    ['neither kind', { allowedSenders: [{ withoutAuthentication: true }] }, 'allowedSenders[0]'],
    ['a bare host', { sites: { on: ['mail.example.com'] } }, 'sites.on[0]'],
    [
      'a level of nobody',
      { settings: { ruleLevels: { abc: 'severe' } } },
      'settings.ruleLevels.abc',
    ],
    ['hidden characters', { organisation: { name: 'Example\u202e Corp' } }, 'organisation.name'],
    ['a slip of the pen', { allowedSender: [] }, 'allowedSender'],
    ['one further down', { sites: { offf: [] } }, 'sites.offf'],
    ['a wrong container', { settings: 'none' }, 'settings'],
  ])('names and skips %s, and keeps the rest', (_, bad, place) => {
    const { policy, faults } = parsePolicy({ welcomePage: false, ...bad })
    expect(faults.map((fault) => fault.slice(0, fault.indexOf(':')))).toContain(place)
    expect(policy.welcomePage).toBe(false)
  })

  it('keeps the good items of a list beside the bad ones', () => {
    const { policy, faults } = parsePolicy({
      allowedSenders: [{ domain: 'a.example' }, 7, { domain: '-' }, { domain: 'b.example' }],
      settings: { retentionDays: 'x', notify: true },
    })
    expect(policy.allowedSenders).toEqual([{ domain: 'a.example' }, { domain: 'b.example' }])
    expect(policy.settings).toEqual({ notify: true })
    expect(faults).toHaveLength(3)
  })

  it('lets an organisation without a name go whole, and says so', () => {
    const { policy, faults } = parsePolicy({ organisation: { name: 5, domains: ['a.example'] } })
    expect(policy).toEqual({})
    expect(faults).toEqual([
      'organisation.name: is not string',
      'organisation.name: is missing, so the part that needs it is skipped',
    ])
  })

  it('cuts an endless list', () => {
    const allowedSenders = Array.from({ length: 5_001 }, (_, n) => ({ domain: `a${n}.example` }))
    const { policy, faults } = parsePolicy({ allowedSenders })
    expect(policy.allowedSenders).toHaveLength(5_000)
    expect(faults).toHaveLength(1)
  })

  it('says nothing of what was received', () => {
    const { faults } = parsePolicy({ organisation: { name: 'Corp', contact: { secret: 'word' } } })
    expect(faults.join()).not.toContain('word')
  })

  it('survives anything, and what it keeps parses again to the same', () => {
    const keys = fc.constantFrom(
      'organisation',
      'sources',
      'settings',
      'locked',
      'sites',
      '__proto__',
    )
    fc.assert(
      fc.property(fc.dictionary(keys, fc.jsonValue()), (raw) => {
        const { policy } = parsePolicy(raw)
        expect(parsePolicy(policy)).toEqual({ policy, faults: [] })
      }),
    )
  })
})
