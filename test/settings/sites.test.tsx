// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import type { SiteHealth } from '../../src/platform/schema/health.ts'
import type { SiteView } from '../../src/platform/schema/views.ts'
import { click, find, findAll, leave, settle, textOf } from '../ui/screen.ts'
import { open, page, said, SITE } from './open-settings.tsx'

afterEach(leave)

const GMAIL: SiteView = {
  ...SITE,
  id: 'gmail',
  name: 'Gmail',
  origin: 'https://mail.google.com/*',
  builtIn: true,
}
const SLACK: SiteView = {
  ...SITE,
  id: 'slack',
  name: 'Slack',
  origin: 'https://app.slack.com/*',
  granted: false,
  registered: false,
}

const HEALTH: SiteHealth = {
  site: 'gmail',
  name: 'Gmail',
  host: 'mail.google.com',
  status: 'reading',
  seenAt: Date.parse('2026-11-20T10:00:00Z'),
  lastRead: Date.parse('2026-11-19T10:00:00Z'),
  fields: [
    {
      field: 'sender.name',
      candidates: [
        { label: 'span.gD attribute name', count: 7 },
        { label: 'h3 text', count: 0 },
      ],
      missing: 2,
    },
  ],
  faults: [{ path: 'fields.subject[0]', reason: 'is no selector' }],
  captured: { oldest: '2023-05-01', newest: '2026-09-30' },
}

const rows = (list: string) =>
  findAll('listitem', undefined, find('list', list)).filter((item) => item.matches('.site'))

describe('sites', () => {
  it('shows those that may be read first, each once with all its addresses', async () => {
    const second = { ...GMAIL, origin: 'https://mail.google.example/*' }
    await open({ 'sites/list': () => [SLACK, GMAIL, second, SITE] })
    const names = rows('Protected sites').map((row) => textOf(row.querySelector('h3')))
    expect(names).toEqual(['Gmail', 'webmail.example'])
    const [gmail, webmail] = rows('Protected sites').map(textOf)
    expect(gmail).toMatch(/Built in.*mail\.google\.com\/\*Protected.*mail\.google\.example/)
    expect(webmail).toMatch(/Added by you.*https:\/\/webmail\.example\/\*Protected/)
    expect(rows('On request').map((row) => textOf(row.querySelector('h3')))).toEqual(['Slack'])
    expect(findAll('button', 'Remove')).toHaveLength(1)
  })

  it('counts a part of a built-in site as built in: it can’t be removed by itself', async () => {
    const part = {
      ...SITE,
      id: 'gmail-chat',
      name: 'Chat',
      origin: 'https://mail.google.com/chat/*',
    }
    await open({ 'sites/list': () => [GMAIL, part], 'health/list': () => [HEALTH] })
    const [, chat] = rows('Protected sites').map(textOf)
    expect(chat).toContain('Built in')
    expect(chat).not.toContain('Last read')
    expect(findAll('button', 'Remove')).toEqual([])
  })

  it('removes an added one within the click', async () => {
    const { asked } = await open()
    find('button', 'Remove').click()
    expect(asked.at(-1)).toEqual(['removeOrigin', SITE.origin])
    await settle()
    expect(said()).toContain('Removed: https://webmail.example/*')
    expect(asked.map(([name]) => name)).not.toContain('sites/unprotect')
  })

  it('stops reading also where the browser keeps the access, and says both', async () => {
    const { asked } = await open({}, { removeOrigin: () => Promise.resolve(false) })
    await click(find('button', 'Remove'))
    expect(asked).toContainEqual(['sites/unprotect', { origin: SITE.origin }])
    expect(said()).toContain('No longer read')
    expect(said()).toContain('The browser still allows access')
  })

  it.each([
    ['one whose access was taken away', GMAIL, 'Not protected: the browser gives no access'],
    ['one on request', SLACK, 'Not read: you have not asked for it'],
  ])('offers to protect %s', async (_, site, state) => {
    const { asked } = await open({
      'sites/list': () => [{ ...site, granted: false, registered: false }],
    })
    expect(page()).toContain(state)
    find('button', 'Protect this site').click()
    expect(asked.at(-1)).toEqual(['requestOrigin', site.origin])
    await settle()
    expect(asked).toContainEqual(['sites/protect', { origin: site.origin }])
  })

  it('says that a reader is not running yet', async () => {
    await open({ 'sites/list': () => [{ ...SITE, registered: false }] })
    expect(page()).toContain('the reader is not running yet')
  })
})

describe('health', () => {
  it('tells per site when it was read, and on demand what found what', async () => {
    await open({ 'sites/list': () => [GMAIL], 'health/list': () => [HEALTH] })
    const row = textOf(rows('Protected sites')[0]!)
    expect(row).toContain('Reading')
    expect(row).toMatch(/Last read: Nov 19, 2026/)
    const details = document.querySelector<HTMLDetailsElement>('.site-health details')!
    expect(details.open).toBe(false)
    for (const text of [
      'sender.name',
      '7 × span.gD attribute name',
      '0 × h3 text',
      'fields.subject[0]',
      'is no selector',
      'from 2023-05-01 to 2026-09-30',
    ]) {
      expect(textOf(details)).toContain(text)
    }
  })

  it.each([
    [{ kind: 'no-messages' as const, fields: [] }, 'A message seems to be open'],
    [{ kind: 'all-own' as const, fields: [] }, 'Every message seems to be your own'],
    [
      { kind: 'field-missing' as const, fields: ['sender.name', 'body'] },
      'should have: sender.name, body',
    ],
  ])('says why a page can’t be read: %j', async (trouble, said) => {
    const health = { ...HEALTH, status: 'unreadable' as const, trouble }
    await open({ 'sites/list': () => [GMAIL], 'health/list': () => [health] })
    expect(page()).toContain("Can't read this page")
    expect(page()).toContain(said)
  })

  it('finds the health of a webmail by its host, and says where nothing was read yet', async () => {
    const health = { ...HEALTH, site: 'roundcube', name: 'Roundcube', host: 'webmail.example' }
    await open({ 'sites/list': () => [SITE, GMAIL], 'health/list': () => [health] })
    const [webmail, gmail] = rows('Protected sites').map(textOf)
    expect(webmail).toContain('Last read')
    expect(gmail).toContain('No message read yet')
    expect(gmail).not.toContain('Last read')
  })
})

describe('quiet mode', () => {
  const open1 = (quiet: { quiet?: true }) => open({ 'sites/list': () => [{ ...GMAIL, ...quiet }] })
  const isOn = () => (find('switch', 'Quiet on Gmail') as HTMLInputElement).checked

  it('is off at first and is switched on for one site', async () => {
    const { asked } = await open1({})
    expect(isOn()).toBe(false)
    await click(find('switch', 'Quiet on Gmail'))
    expect(asked).toContainEqual(['sites/quiet', { id: 'gmail', quiet: true }])
    expect(said()).toContain('No more warnings inside Gmail')
  })

  it('is switched off again', async () => {
    const { asked } = await open1({ quiet: true })
    expect(isOn()).toBe(true)
    await click(find('switch', 'Quiet on Gmail'))
    expect(asked).toContainEqual(['sites/quiet', { id: 'gmail', quiet: false }])
  })

  it('is not offered where nothing is read', async () => {
    await open({ 'sites/list': () => [SLACK] })
    expect(findAll('switch', 'Quiet on Slack')).toEqual([])
  })
})

describe('Copy report', () => {
  const answers = {
    'sites/list': () => [GMAIL],
    'health/list': () => [HEALTH],
    'tab/report': () => ({ report: 'structure' }),
  }

  it('copies the structure of an open page', async () => {
    const { asked } = await open(answers)
    await click(find('button', 'Copy report'))
    expect(asked).toContainEqual(['findTabAt', '*://mail.google.com/*'])
    expect(asked).toContainEqual(['tab/report', { tabId: 12 }])
    expect(asked).toContainEqual(['copyText', 'structure'])
    expect(said()).toContain('without any of its text')
  })

  it('says what to do where no page is open', async () => {
    const { asked } = await open(answers, { findTabAt: () => Promise.resolve(undefined) })
    await click(find('button', 'Copy report'))
    expect(said()).toContain('open a page of Gmail in a tab first')
    expect(asked.map(([name]) => name)).not.toContain('copyText')
  })
})
