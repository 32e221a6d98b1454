import { beforeEach, describe, expect, it } from 'vitest'
import {
  CallRefused,
  answerCalls,
  call,
  sendNotice,
  type PageHandlers,
  type PageSender,
  type UiHandlers,
} from '../../src/platform/messages.ts'
import { EXTENSION_ID, EXTENSION_ROOT, fake, type FakeSender } from './fake-browser.ts'

const refuse = (): never => {
  throw new CallRefused('not here')
}

const page: PageHandlers = {
  'page/hello': refuse,
  'page/read': refuse,
  'page/act': () => ({ state: 'new', trusted: false, allowed: false }),
}

const ui: UiHandlers = {
  'tab/get': refuse,
  'inbox/mark': refuse,
  'inbox/keys': refuse,
  'inbox/entries': refuse,
  'inbox/conversation': refuse,
  'inbox/rejudge': refuse,
  'data/choices': refuse,
  'data/memory': refuse,
  'data/take': refuse,
  'data/take-choices': refuse,
  'storage/seen-loss': refuse,
  'inbox/forget': () => {
    throw new RangeError('Dear candidate, your wallet …')
  },
  'rules/list': () => [],
  'rules/enable': () => null,
  'rules/read': refuse,
  'rules/try': refuse,
  'rules/fired': refuse,
  'rules/level': refuse,
  'sources/list': refuse,
  'sources/claim': refuse,
  'sources/release': refuse,
  'sources/probe': refuse,
  'sources/add': refuse,
  'sources/remove': refuse,
  'sources/set': refuse,
  'sources/order': refuse,
  'sources/pin': refuse,
  'sources/update': refuse,
  'sources/roll-back': refuse,
  'own-rules/list': refuse,
  'own-rules/context': refuse,
  'own-rules/save': refuse,
  'own-rules/pause': refuse,
  'own-rules/remove': refuse,
  'own-rules/take': refuse,
  'senders/list': refuse,
  'senders/set': refuse,
  'sites/list': refuse,
  'sites/protect': refuse,
  'sites/unprotect': refuse,
  'sites/quiet': refuse,
  'health/list': refuse,
  'tab/report': refuse,
  'check/messages': refuse,
  'check/selection': refuse,
  'inbox/keep': refuse,
  'inbox/page': refuse,
  'inbox/note': refuse,
  'inbox/restore': refuse,
  'settings/get': () => ({ retentionDays: 0, disabledRules: [], ruleLevels: {}, notify: false }),
  'settings/set': refuse,
  'storage/status': refuse,
  'policy/get': refuse,
  'forget/everything': () => null,
}

const OWN: FakeSender = { id: EXTENSION_ID, url: `${EXTENSION_ROOT}src/popup/index.html` }
const PAGE: FakeSender = {
  id: EXTENSION_ID,
  url: 'https://mail.example/',
  frameId: 3,
  tab: { id: 7, incognito: true },
}

beforeEach(() => {
  fake.reset()
  answerCalls(page, ui)
})

describe('a call', () => {
  it('is answered with the parsed reply', async () => {
    expect(await call('rules/list', {})).toEqual([])
  })

  it('fails with the handler’s own reason where it refuses', async () => {
    await expect(call('sites/list', {})).rejects.toMatchObject({
      name: 'CallFailed',
      call: 'sites/list',
      reason: 'not here',
    })
  })

  it('fails without the words of an unexpected error', async () => {
    await expect(call('inbox/forget', { keys: ['a'] })).rejects.toMatchObject({
      reason: 'failed: RangeError',
    })
  })

  it('fails where the reply is not what the table says', async () => {
    await expect(call('settings/get', {})).rejects.toThrow('malformed reply at retentionDays')
  })

  it('fails where nobody answers', async () => {
    fake.stopWorker()
    await expect(call('rules/list', {})).rejects.toThrow('no answer')
  })
})

describe('a request that is malformed', () => {
  it.each([
    ['a field of another type', 'rules/enable', { id: 5, enabled: true }, 'id'],
    ['a missing field', 'rules/enable', { id: 'a' }, 'enabled'],
    ['a list in place of an object', 'inbox/forget', [], 'keys'],
    ['nothing', 'inbox/forget', null, 'the top'],
  ])('%s is refused with its place', async (_, name, data, place) => {
    const answer = await fake.send({ call: name, data }, OWN)
    expect(answer).toMatchObject({ ok: false })
    expect(answer).toHaveProperty(
      'reason',
      expect.stringContaining(`malformed request at ${place}`),
    )
  })

  it('is refused without repeating what it held', async () => {
    const data = { id: 'a', enabled: 'Dear candidate' }
    const answer = await fake.send({ call: 'rules/enable', data }, OWN)
    expect(JSON.stringify(answer)).not.toContain('Dear')
  })

  it.each([
    ['no envelope', 'hello'],
    ['an unknown call', { call: 'unknown', data: {} }],
    ['a name of the prototype', { call: 'toString', data: {} }],
    ['another extension’s protocol', { type: 'ping' }],
  ])('%s is left to others', async (_, message) => {
    expect(await fake.send(message, OWN)).toBeUndefined()
  })
})

describe('who may ask what', () => {
  const dismiss = { call: 'page/act', data: { key: 'a', action: 'dismiss' } }
  const list = { call: 'rules/list', data: {} }
  it.each<[string, unknown, FakeSender, boolean]>([
    ['a script in a page, a page call', dismiss, PAGE, true],
    ['a script in a page, another call', list, PAGE, false],
    ['the popup, another call', list, OWN, true],
    ['the popup, a page call', dismiss, OWN, false],
    ['settings in a tab, another call', list, { ...OWN, tab: { id: 1, incognito: false } }, true],
    [
      'settings in a tab, a page call',
      dismiss,
      { ...OWN, tab: { id: 1, incognito: false } },
      false,
    ],
    ['another extension, another call', list, { ...OWN, id: 'other' }, false],
    ['another extension, a page call', dismiss, { ...PAGE, id: 'other' }, false],
    [
      'an address that only begins alike',
      list,
      { ...OWN, url: `chrome-extension://${EXTENSION_ID}x/` },
      false,
    ],
    ['a sender without address', list, { id: EXTENSION_ID }, false],
  ])('%s', async (_, message, sender, isAllowed) => {
    expect(await fake.send(message, sender)).toMatchObject({ ok: isAllowed })
  })

  it('a page is known by the browser’s word, not its own', async () => {
    fake.stopWorker()
    const seen: PageSender[] = []
    answerCalls(
      {
        ...page,
        'page/hello': (_, sender) => {
          seen.push(sender)
          return []
        },
      },
      ui,
    )
    await fake.send({ call: 'page/hello', data: { url: 'https://else.example/' } }, PAGE)
    expect(seen).toEqual([{ tabId: 7, frameId: 3, url: 'https://mail.example/', isPrivate: true }])
  })
})

it('a notice to nobody is no error', async () => {
  expect(await sendNotice(1, { notice: 'reread' }, 4)).toBe(true)
  expect(fake.notices).toEqual([{ tabId: 1, frameId: 4, notice: { notice: 'reread' } }])
  fake.isDeaf = true
  expect(await sendNotice(1, { notice: 'stop' })).toBe(false)
})
