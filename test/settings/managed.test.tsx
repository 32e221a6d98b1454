// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import type { PolicyView } from '../../src/platform/policy-protocol.ts'
import { click, find, findAll, leave, textOf } from '../ui/screen.ts'
import { open, said, SITE } from './open-settings.tsx'

afterEach(leave)

const FINGERPRINT = 'ab'.repeat(32)
const SOURCE = { url: 'https://rules.example.com/', fingerprint: FINGERPRINT, name: 'Team rules' }

const openWith = (
  policy: PolicyView['policy'],
  answers: Parameters<typeof open>[0] = {},
  services: Parameters<typeof open>[1] = {},
) =>
  open(
    {
      'policy/get': () => ({
        managed: true,
        policy: { organisation: { name: 'Example Corp' }, ...policy },
        faults: [],
      }),
      'sources/claim': () => null,
      ...answers,
    },
    services,
  )

const section = (id: string) => document.querySelector<HTMLElement>(`#${id}`)!
const openGroups = () => {
  for (const group of section('rules').querySelectorAll('details')) group.open = true
}
const switches = (id: string) =>
  findAll('switch', undefined, section(id)).map((one) => one.hasAttribute('disabled'))

describe('what an organisation manages', () => {
  it('can be changed where it locked nothing', async () => {
    await openWith({})
    openGroups()
    await Promise.resolve()
    expect(switches('sites')).toEqual([false])
    expect(switches('notify')).toEqual([false])
    expect(textOf(section('rules'))).not.toContain('Managed by')
  })

  it.each([
    ['quietSites', 'sites'],
    ['notify', 'notify'],
    ['retentionDays', 'retention'],
    ['disabledRules', 'rules'],
  ] as const)('%s says by whom, and is not to be changed', async (setting, id) => {
    await openWith({ locked: [setting] })
    expect(textOf(section(id))).toContain('Managed by Example Corp.')
    if (setting === 'quietSites' || setting === 'notify') expect(switches(id)).toEqual([true])
  })

  it.each([
    ['on', { granted: true }],
    ['off', { granted: false }],
  ] as const)('has no button at a site that is switched %s', async (managed, changes) => {
    await openWith({}, { 'sites/list': () => [{ ...SITE, ...changes, managed }] })
    expect(textOf(section('sites'))).toContain('Managed by Example Corp.')
    expect(findAll('button', undefined, section('sites'))).toEqual([])
    expect(textOf(section('sites')).includes('Switched off')).toBe(managed === 'off')
  })
})

describe('a source that a policy names and that is not here', () => {
  it('is told of, and its host can be allowed', async () => {
    const fake = await openWith({ sources: [SOURCE] })
    expect(textOf(section('sources'))).toContain('the rules of Team rules used here')
    await click(find('button', 'Allow fetching from rules.example.com', section('sources')))
    expect(fake.asked).toContainEqual(['sources/claim', { url: SOURCE.url }])
    expect(fake.asked).toContainEqual(['requestOrigin', 'https://rules.example.com/*'])
    expect(said()).toContain('is allowed')
  })

  it('says so where the browser refuses', async () => {
    await openWith({ sources: [SOURCE] }, {}, { requestOrigin: () => Promise.resolve(false) })
    await click(find('button', 'Allow fetching from rules.example.com', section('sources')))
    expect(said()).toContain('was not allowed to fetch from rules.example.com')
  })
})
