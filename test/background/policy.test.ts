import { beforeEach, describe, expect, it } from 'vitest'
import { call } from '../../src/platform/messages.ts'
import { fake } from '../platform/fake-browser.ts'
import { FakePage, ask, askInbox, settle, startFresh, startWorker, write } from './worker.ts'

const GMAIL = 'https://mail.google.com/mail/u/0/'

beforeEach(startFresh)

let tabs = 0
async function openMail(email: string, dmarc?: string) {
  const page = new FakePage(fake.addTab(++tabs, GMAIL))
  const hello = await page.hello()
  const mail = write(`m${tabs}`, 'a lure', {
    site: 'gmail',
    sender: { name: 'Ana', email },
    ...(dmarc === undefined ? {} : { authentication: { dmarc } }),
  })
  const answer = await page.call('page/read', {
    site: 'gmail',
    url: GMAIL,
    health: 'reading',
    gone: [],
    messages: [mail],
  })
  return { tab: tabs, page, hello, answer }
}

const isWarned = async (email: string, dmarc?: string): Promise<boolean> => {
  const { answer } = await openMail(email, dmarc)
  return JSON.stringify(answer).includes('"headline"')
}

async function expectStates(...states: string[]): Promise<void> {
  const listStates = async () => (await askInbox()).map(({ state }) => state)
  await expect.poll(listStates, { timeout: 4_000 }).toEqual(states)
}

describe('senders that a policy trusts', () => {
  const allowedSenders = [
    { domain: 'partner.example' },
    { address: 'jobs@agency.example' },
    { domain: 'old-system.example', withoutAuthentication: true },
    { domain: 'bücher.example' },
  ]
  /** A policy of its own: a worker of the test before may note late that it has followed another. */
  const addSender = (domain: string) => [...allowedSenders, { domain }]

  it.each([
    ['anyone of the domain', 'ana@partner.example', 'pass', false],
    ['in capitals', 'ANA@Partner.Example', 'pass', false],
    ['the very address', 'jobs@agency.example', 'pass', false],
    ['without a result, where the policy says so', 'x@old-system.example', undefined, false],
    ['an international domain as servers write it', 'a@xn--bcher-kva.example', 'pass', false],
    ['another address of that domain', 'boss@agency.example', 'pass', true],
    ['a domain below it', 'ana@mail.partner.example', 'pass', true],
    ['a domain that ends alike', 'ana@notpartner.example', 'pass', true],
    ['a domain that goes on', 'ana@partner.example.evil.example', 'pass', true],
    ['a letter that looks alike', 'ana@pаrtner.example', 'pass', true],
    ['the domain in front of the @', 'partner.example@evil.example', 'pass', true],
    ['two addresses in one', 'x@evil.example@partner.example', 'pass', true],
    ['without a result', 'ana@partner.example', undefined, true],
    ['no DMARC', 'ana@partner.example', 'none', true],
    ['failed DMARC', 'ana@partner.example', 'fail', true],
    ['failed DMARC, where none is needed', 'x@old-system.example', 'fail', true],
  ])('%s', async (_, email, dmarc, warned) => {
    fake.policy.set({ allowedSenders })
    expect(await isWarned(email, dmarc)).toBe(warned)
  })

  it('counts for the first message of a worker that has just woken', async () => {
    fake.policy.set({ allowedSenders })
    await settle()
    startWorker()
    expect(await isWarned('ana@partner.example', 'pass')).toBe(false)
  })

  it('never judges without it, however long the browser takes to hand it over', async () => {
    fake.policy.set({ allowedSenders })
    fake.policy.delay = 30
    startWorker()
    expect(await isWarned('ana@partner.example', 'pass')).toBe(false)
  })

  it('reaches what was flagged before, and goes again', async () => {
    expect(await isWarned('ana@partner.example', 'pass')).toBe(true)
    fake.policy.set({ allowedSenders: addSender('b.example') })
    await expectStates('safe')
    expect(fake.notices.map(({ notice }) => notice)).toContainEqual({ notice: 'reread' })
    fake.policy.set({})
    await expectStates('new')
    expect(await isWarned('ana@partner.example', 'pass')).toBe(true)
  })

  it('leaves a decision of the user on the message itself', async () => {
    const { tab, page } = await openMail('ana@partner.example', 'pass')
    await page.call('page/act', { key: `gmail||m${tab}`, action: 'report' })
    fake.policy.set({ allowedSenders })
    await settle()
    expect((await askInbox()).map(({ state }) => state)).toEqual(['reported'])
  })

  it('opens files without a question only where that is said', async () => {
    fake.policy.set({
      allowedSenders: [{ domain: 'a.example', openWithoutAsking: true }, { domain: 'b.example' }],
    })
    const first = await openMail('x@a.example', 'pass')
    const second = await openMail('x@b.example', 'pass')
    const allowed = async (tabId: number) =>
      (await ask('tab/get', { tabId })).messages.map((one) => one.allowed === true)
    expect([await allowed(first.tab), await allowed(second.tab)]).toEqual([[true], [false]])
  })

  it('follows a policy that changed while the browser was closed', async () => {
    await isWarned('ana@partner.example', 'pass')
    fake.stopWorker()
    fake.policy.set({ allowedSenders: addSender('c.example') })
    startWorker()
    fake.onStartup.emit()
    await expectStates('safe')
  })
})

describe('settings that a policy gives', () => {
  it('are where users start, and what they choose stands', async () => {
    fake.policy.set({ settings: { retentionDays: 30, notify: true, disabledRules: ['lure'] } })
    expect(await ask('settings/get', {})).toMatchObject({
      retentionDays: 30,
      notify: true,
      disabledRules: ['lure'],
    })
    await ask('settings/set', { retentionDays: 7 })
    expect(await ask('settings/get', {})).toMatchObject({ retentionDays: 7, notify: true })
    fake.policy.set({ settings: { retentionDays: 60 } })
    expect(await ask('settings/get', {})).toMatchObject({ retentionDays: 7, notify: false })
  })

  it('hold against users where they are locked, and give back what was chosen before', async () => {
    await ask('settings/set', { retentionDays: 7 })
    fake.policy.set({ settings: { retentionDays: 30 }, locked: ['retentionDays'] })
    expect(await ask('settings/get', {})).toMatchObject({ retentionDays: 30 })
    await expect(ask('settings/set', { retentionDays: 9 })).rejects.toThrow('your organisation')
    fake.policy.set({})
    expect(await ask('settings/get', {})).toMatchObject({ retentionDays: 7 })
  })

  it.each([
    ['disabledRules', () => ask('rules/enable', { id: 'lure', enabled: false })],
    ['disabledRules', () => ask('settings/set', { disabledRules: ['lure'] })],
    ['ruleLevels', () => ask('settings/set', { ruleLevels: { lure: 'low' } })],
    ['notify', () => ask('settings/set', { notify: true })],
    ['quietSites', () => ask('sites/quiet', { id: 'gmail', quiet: true })],
  ] as const)('locked %s is refused in the background', async (setting, change) => {
    fake.policy.set({ locked: [setting] })
    await expect(change()).rejects.toThrow('managed by your organisation')
    fake.policy.set({ locked: [] })
    await expect(change()).resolves.not.toThrow()
  })

  it('are named and left alone where a copy of own data brings others', async () => {
    fake.policy.set({ settings: { retentionDays: 30 }, locked: ['retentionDays', 'quietSites'] })
    const { faults } = await ask('data/take-choices', {
      settings: { retentionDays: 3, disabledRules: ['lure'] },
      sites: { chosen: [], stopped: [], quiet: ['gmail'] },
    })
    expect(faults).toEqual([
      'settings.retentionDays: managed by your organisation',
      'sites.quiet: managed by your organisation',
    ])
    expect(await ask('settings/get', {})).toMatchObject({
      retentionDays: 30,
      disabledRules: ['lure'],
    })
  })

  it('make a site quiet', async () => {
    fake.policy.set({ settings: { quietSites: ['gmail'] } })
    expect(await isWarned('x@y.example')).toBe(false)
    await ask('sites/quiet', { id: 'gmail', quiet: false })
    expect(await isWarned('x@y.example')).toBe(true)
  })
})

describe('sites that a policy switches', () => {
  it('are not read, whatever a page says', async () => {
    fake.policy.set({ sites: { off: ['gmail'] } })
    const { hello, answer, tab } = await openMail('x@y.example')
    expect(hello).toEqual({ ok: true, data: [] })
    expect(answer).toMatchObject({ ok: false })
    expect(await ask('tab/get', { tabId: tab })).toMatchObject({
      status: 'unknown',
      switchedOff: true,
      messages: [],
    })
    expect(await askInbox()).toEqual([])
  })

  it('are cut off while they are open, and read again later', async () => {
    const { tab } = await openMail('x@y.example')
    fake.policy.set({ sites: { off: ['https://mail.google.com/*'] } })
    await expect.poll(() => fake.notices).toContainEqual({ tabId: tab, notice: { notice: 'stop' } })
    fake.injected.length = 0
    fake.policy.set({})
    await expect.poll(() => fake.injected.map(({ tabId }) => tabId)).toContain(tab)
  })

  it('are registered only where the browser allows the host, and against the user’s stop', async () => {
    const origin = 'https://webmail.example/*'
    fake.policy.set({ sites: { on: [origin] } })
    await settle()
    expect([...fake.scripts.values()]).toEqual([])
    fake.grant(origin)
    const listRead = () => [...fake.scripts.values()].flatMap(({ matches }) => matches)
    await expect.poll(listRead).toEqual([origin])
    await expect(ask('sites/unprotect', { origin })).rejects.toThrow('your organisation')
    fake.policy.set({ sites: { off: [origin] } })
    await expect.poll(listRead).toEqual([])
    await expect(ask('sites/protect', { origin })).rejects.toThrow('your organisation')
    expect((await ask('sites/list', {})).filter((one) => one.managed !== undefined)).toEqual([])
  })

  it('are told as managed', async () => {
    fake.policy.set({ sites: { off: ['gmail'] } })
    const sites = await ask('sites/list', {})
    expect(sites.filter((one) => one.managed === 'off').map(({ id }) => id)).toEqual(['gmail'])
  })
})

describe('an organisation', () => {
  it.each([
    ['security@corp.example', 'mailto:security@corp.example'],
    ['https://corp.example/report', 'https://corp.example/report'],
    ['extension 4711', undefined],
    ['javascript:alert(1)', undefined],
    ['http://corp.example/report', undefined],
  ])('is named in warnings with its contact %s', async (contact, link) => {
    fake.policy.set({ organisation: { name: 'Example Corp', contact } })
    const { answer } = await openMail('x@y.example')
    const report = { name: 'Example Corp', contact, ...(link === undefined ? {} : { link }) }
    expect(answer).toMatchObject({ data: { warnings: [{ report }] } })
  })

  it('without a contact is named nowhere in pages', async () => {
    fake.policy.set({ organisation: { name: 'Example Corp' } })
    expect(JSON.stringify((await openMail('x@y.example')).answer)).not.toContain('Example Corp')
  })
})

it('tells its faults to the settings page, and nothing where nothing is set', async () => {
  fake.policy.isAbsent = true
  expect(await call('policy/get', {})).toEqual({ managed: false, policy: {}, faults: [] })
  fake.policy.isAbsent = false
  fake.policy.set({ welcomePage: 'no', usersMayAddSources: false })
  expect(await call('policy/get', {})).toEqual({
    managed: true,
    policy: { usersMayAddSources: false },
    faults: ['welcomePage: is not boolean'],
  })
})

it('opens no welcome page where the policy says so, even if the browser hands it over late', async () => {
  fake.onInstalled.emit({ reason: 'install' })
  await settle()
  fake.policy.set({ welcomePage: false })
  await settle()
  expect(fake.opened).toEqual([])
})
