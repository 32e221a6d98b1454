import { beforeEach, describe, expect, it } from 'vitest'
import { BUILT_IN, EXTENSION_ID, READER_FILE, fake } from '../platform/fake-browser.ts'
import { FakePage, ask, settle, startFresh, startWorker, write } from './worker.ts'

const LINKEDIN = 'https://www.linkedin.com/messaging/'
const MAIL = 'https://mail.example.org/*'
const MAIL_PAGE = 'https://mail.example.org/?_task=mail&_uid=5'

beforeEach(startFresh)

const registered = (): string[] =>
  [...fake.scripts.values()].flatMap(({ matches }) => matches ?? [])

describe('granted origins and registered readers agree after a start', () => {
  const script = (origin: string): [string, { id: string; matches: string[]; js: string[] }] => [
    `reader ${origin}`,
    { id: `reader ${origin}`, matches: [origin], js: [READER_FILE] },
  ]
  it.each([
    ['nothing but the built-in sites', BUILT_IN, [], []],
    ['a host given before an update dropped its script', [...BUILT_IN, MAIL], [], [MAIL]],
    ['a host given and registered', [...BUILT_IN, MAIL], [MAIL], [MAIL]],
    ['a host taken while the browser was closed', BUILT_IN, [MAIL], []],
    [
      'loopback, which carries no port',
      [...BUILT_IN, 'http://127.0.0.1/*'],
      [],
      ['http://127.0.0.1/*'],
    ],
    ['all hosts at once: none is read unasked', [...BUILT_IN, 'https://*/*'], [], []],
    ['one host out, another in', [...BUILT_IN, MAIL], ['https://old.example/*'], [MAIL]],
    ['what is no web page', [...BUILT_IN, 'file:///*'], [], []],
  ])('%s', async (_, granted, before, after) => {
    const starts = [() => fake.onInstalled.emit({ reason: 'update' }), () => fake.onStartup.emit()]
    for (const start of starts) {
      fake.granted = new Set(granted)
      fake.scripts.clear()
      for (const [id, entry] of before.map(script)) fake.scripts.set(id, entry)
      start()
      await settle()
      expect(registered()).toEqual(after)
    }
  })

  it('registers anew what names the file of a version before', async () => {
    fake.granted.add(MAIL)
    const [id, entry] = script(MAIL)
    fake.scripts.set(id, { ...entry, js: ['assets/reader-old.js'] })
    fake.onInstalled.emit({ reason: 'update' })
    await settle()
    expect([...fake.scripts.values()].map(({ js }) => js)).toEqual([[READER_FILE]])
  })

  it('registers the manifest’s own file, in all frames, for good', async () => {
    fake.granted.add(MAIL)
    fake.onStartup.emit()
    await settle()
    expect([...fake.scripts.values()]).toEqual([
      {
        id: `reader ${MAIL}`,
        matches: [MAIL],
        js: [READER_FILE],
        allFrames: true,
        runAt: 'document_start',
        persistAcrossSessions: true,
      },
    ])
  })

  it('registers and injects by path also where the manifest answers whole addresses', async () => {
    fake.hasFullAddresses = true
    fake.addTab(2, MAIL_PAGE)
    fake.grant(MAIL)
    await settle()
    expect([...fake.scripts.values()].map(({ js }) => js)).toEqual([[READER_FILE]])
    expect(fake.injected).toEqual([{ tabId: 2, files: [READER_FILE] }])
  })

  it('goes on with the others where the browser refuses one', async () => {
    const odd = 'https://odd.example/*'
    fake.refused.add(odd)
    for (const origin of [odd, MAIL]) fake.granted.add(origin)
    fake.onStartup.emit()
    await settle()
    expect(registered()).toEqual([MAIL])
    await expect(ask('sites/protect', { origin: odd })).rejects.toThrow('does not let the reader')
    const sites = await ask('sites/list', {})
    expect(sites.filter(({ registered: isRead }) => isRead).map(({ origin }) => origin)).toEqual([
      ...BUILT_IN,
      MAIL,
    ])
  })

  it('leaves scripts of other kinds alone', async () => {
    fake.scripts.set('other', { id: 'other' })
    fake.onStartup.emit()
    await settle()
    expect([...fake.scripts.keys()]).toEqual(['other'])
  })
})

describe('pages that are open already', () => {
  it('are read at once after an install or update, on built-in and added sites only', async () => {
    fake.granted.add(MAIL)
    fake.addTab(1, LINKEDIN)
    fake.addTab(2, MAIL_PAGE)
    fake.addTab(3, 'https://elsewhere.example/')
    fake.onInstalled.emit({ reason: 'update' })
    await settle()
    expect(fake.injected.map(({ tabId, files }) => [tabId, files])).toEqual([
      [1, [READER_FILE]],
      [2, [READER_FILE]],
    ])
  })

  it('are read at once when access to their site is given', async () => {
    fake.addTab(2, MAIL_PAGE)
    fake.grant(MAIL)
    await settle()
    expect(registered()).toEqual([MAIL])
    expect(fake.injected).toEqual([{ tabId: 2, files: [READER_FILE] }])
  })

  it('are read again when a built-in site is given back', async () => {
    const [origin = ''] = BUILT_IN
    fake.addTab(1, LINKEDIN)
    fake.revoke(origin)
    await settle()
    fake.grant(origin)
    await settle()
    expect(registered()).toEqual([])
    expect(fake.injected).toEqual([{ tabId: 1, files: [READER_FILE] }])
  })
})

describe('access that is taken away', () => {
  it('stops the reader, drops what it read and unregisters it; other sites go on', async () => {
    fake.grant(MAIL)
    const mail = new FakePage(fake.addTab(1, MAIL_PAGE))
    const other = new FakePage(fake.addTab(2, LINKEDIN))
    await mail.hello()
    await mail.read('roundcube', [write('5', 'a lure', { site: 'roundcube' })])
    await other.hello()
    await other.read('linkedin', [write('a', 'a lure')])
    expect(fake.badges.get(1)).toBe('1')
    fake.revoke(MAIL)
    await settle()
    expect(fake.notices).toEqual([{ tabId: 1, notice: { notice: 'stop' } }])
    expect(registered()).toEqual([])
    expect(fake.badges.get(1)).toBe('')
    expect(fake.badges.get(2)).toBe('1')
  })

  it('shows a built-in site as unprotected, with the pattern to ask for', async () => {
    const [origin = ''] = BUILT_IN
    const page = new FakePage(fake.addTab(1, LINKEDIN))
    await page.hello()
    await page.read('linkedin', [write('a', 'a lure')])
    fake.revoke(origin)
    await settle()
    fake.activeTabs.add(1)
    expect(await ask('tab/get', { tabId: 1 })).toMatchObject({
      status: 'unprotected',
      siteName: 'LinkedIn',
      origin: 'https://www.linkedin.com/*',
      messages: [],
    })
  })
})

describe('a tab in which no reader runs', () => {
  it.each([
    ['a page that may not be read', 'https://unknown.example/', false, [], { status: 'unknown' }],
    ['a page of another kind', 'https://unknown.example/', true, [], { status: 'unknown' }],
    [
      'Roundcube on some host',
      'https://mail.example.org:8443/?_task=mail',
      true,
      ['body.task-mail'],
      { status: 'unprotected', siteName: 'Roundcube', origin: 'https://mail.example.org/*' },
    ],
    [
      'Roundcube on loopback',
      'http://127.0.0.1:8080/',
      true,
      ['body.task-mail'],
      { status: 'unprotected', siteName: 'Roundcube', origin: 'http://127.0.0.1/*' },
    ],
    ['a built-in site before its reader reported', LINKEDIN, false, [], { status: 'empty' }],
    ['a page of the browser', 'chrome://settings/', true, [], { status: 'unknown' }],
  ])('%s', async (_, url, isActive, found, expected) => {
    fake.addTab(1, url)
    if (isActive) fake.activeTabs.add(1)
    fake.found.set(1, found)
    expect(await ask('tab/get', { tabId: 1 })).toMatchObject(expected)
  })

  it('on a host that is read already is never offered again', async () => {
    fake.grant(MAIL)
    await settle()
    fake.addTab(1, MAIL_PAGE)
    fake.found.set(1, ['body.task-mail'])
    expect(await ask('tab/get', { tabId: 1 })).toMatchObject({ status: 'unknown' })
  })

  it('that is closed is unknown', async () => {
    expect(await ask('tab/get', { tabId: 99 })).toMatchObject({ status: 'unknown', host: '' })
  })
})

describe('“Protect this site” where the browser allowed all hosts already', () => {
  beforeEach(() => {
    fake.granted.add('https://*/*')
    fake.addTab(1, MAIL_PAGE)
    fake.found.set(1, ['body.task-mail'])
  })

  it('offers the site, reads it after the click, and after the next start', async () => {
    expect(await ask('tab/get', { tabId: 1 })).toMatchObject({
      status: 'unprotected',
      origin: MAIL,
    })
    await ask('sites/protect', { origin: MAIL })
    expect(registered()).toEqual([MAIL])
    expect(fake.injected).toEqual([{ tabId: 1, files: [READER_FILE] }])
    fake.scripts.clear()
    startWorker()
    fake.onInstalled.emit({ reason: 'update' })
    await settle()
    expect(registered()).toEqual([MAIL])
  })

  it('stops there when the user says so, though the browser still allows it', async () => {
    await ask('sites/protect', { origin: MAIL })
    const page = new FakePage(fake.addTab(1, MAIL_PAGE))
    await page.hello()
    await ask('sites/unprotect', { origin: MAIL })
    await settle()
    expect(registered()).toEqual([])
    expect(fake.notices).toEqual([{ tabId: 1, notice: { notice: 'stop' } }])
    fake.onStartup.emit()
    await settle()
    expect(registered()).toEqual([])
  })

  it('stops also where the site alone was allowed, until access is given anew', async () => {
    fake.grant(MAIL)
    await settle()
    await ask('sites/unprotect', { origin: MAIL })
    fake.onStartup.emit()
    await settle()
    expect(registered()).toEqual([])
    fake.grant(MAIL)
    await settle()
    expect(registered()).toEqual([MAIL])
  })

  it.each(['http://mail.example.org/*', 'not a pattern', 'file:///*'])(
    'refuses %s, which the browser does not allow',
    async (origin) => {
      await expect(ask('sites/protect', { origin })).rejects.toThrow('ask for its permission')
      expect(registered()).toEqual([])
    },
  )
})

describe('definitions for a frame', () => {
  const hello = async (url: string): Promise<unknown> => {
    const sender = { id: EXTENSION_ID, url, frameId: 0, tab: { id: 1, incognito: false } }
    // What the page says of its own address counts for nothing.
    return fake.send({ call: 'page/hello', data: { url: 'https://mail.google.com/' } }, sender)
  }

  it.each([
    [LINKEDIN, ['linkedin']],
    ['https://mail.google.com/mail/u/0/', ['gmail']],
    [MAIL_PAGE, ['roundcube']],
    ['https://linkedin.com.mail.example/', ['roundcube']],
  ])('%s → %j', async (url, ids) => {
    const definitions = ids.map((id): unknown => expect.objectContaining({ id }))
    expect(await hello(url)).toEqual({ ok: true, data: definitions })
  })
})

describe('two hosts with the same software', () => {
  it('do not share messages: a number on one is another message on the other', async () => {
    for (const origin of [MAIL, 'https://other.example/*']) fake.grant(origin)
    const one = new FakePage(fake.addTab(1, MAIL_PAGE))
    const two = new FakePage(fake.addTab(2, 'https://other.example/?_uid=5'))
    await one.hello()
    await two.hello()
    const mail = write('INBOX 5', 'a lure', { site: 'roundcube' })
    const [first] = (await one.read('roundcube', [mail])).warnings
    await one.call('page/act', { key: first?.key ?? '', action: 'dismiss' })
    const second = await two.read('roundcube', [mail])
    expect(first?.key).toBe('roundcube|mail.example.org|INBOX 5')
    expect(second.warnings.map(({ key }) => key)).toEqual(['roundcube|other.example|INBOX 5'])
  })
})

describe('the list of sites', () => {
  it('tells what is built in, given and read', async () => {
    fake.grant(MAIL)
    await settle()
    fake.revoke('https://mail.google.com/*')
    await settle()
    expect(await ask('sites/list', {})).toEqual([
      {
        id: 'linkedin',
        name: 'LinkedIn',
        origin: 'https://www.linkedin.com/*',
        builtIn: true,
        granted: true,
        registered: true,
      },
      {
        id: 'gmail',
        name: 'Gmail',
        origin: 'https://mail.google.com/*',
        builtIn: true,
        granted: false,
        registered: false,
      },
      {
        id: MAIL,
        name: 'mail.example.org',
        origin: MAIL,
        builtIn: false,
        granted: true,
        registered: true,
      },
    ])
  })
})
