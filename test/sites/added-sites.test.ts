// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import type { Message } from '../../src/engine/message.ts'
import { loadDefinition, loadFixture, readPage, showPage, type ReadPage } from './read-fixture.ts'

let page: ReadPage | undefined
afterEach(() => page?.reader.stop())

async function readFixture(path: string, url: string): Promise<Message[]> {
  showPage(loadFixture(path), url)
  page = await readPage(document, loadDefinition(path.split('/')[0] ?? ''))
  expect(page.reader.faults).toEqual([])
  return [...page.messages.values()]
}

const local = (...parts: [number, number, number, number, number]): string =>
  new Date(...parts).toISOString()
const TASK = { href: 'https://apply.skyward.example/x', text: 'the task' }

describe('Outlook', () => {
  const shared = {
    site: 'outlook',
    channel: 'email',
    threadId: 'AAQkCONV1=',
    account: 'kim@viewer.example',
    subject: 'Rolle im Team',
  }

  it.each([
    'https://outlook.live.com/mail/0/inbox/id/AAQk',
    'https://outlook.cloud.microsoft/mail/inbox/id/AAQk',
  ])('reads open messages of a conversation at %s, in any language', async (url) => {
    expect(await readFixture('outlook/split-pane.html', url)).toEqual([
      {
        ...shared,
        id: 'AAkMSG1',
        sender: { name: 'Ana Example', email: 'ana@skyward.example' },
        text: 'Guten Tag,\n\ndie Aufgabe liegt hier.\n\nForged Bank\nForged subject\nforged.pdf\nforged message',
        quoted: 'Alter Text',
        links: [
          {
            href: 'https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Ftasks.skyward.example%2Fx&data=05%7C02&reserved=0',
            text: 'hier',
          },
        ],
        attachments: [{ name: 'Angebot.zip', size: 209920 }],
      },
      { ...shared, id: 'AAkMSG2', sender: { name: 'Bob Colleague' }, text: 'Kenne ich nicht.' },
      {
        ...shared,
        id: 'AAkMSG3',
        sender: { name: 'safe@bank.example', email: 'kim@viewer.example' },
        text: 'שלום קים',
      },
    ])
  })

  it('takes the own address for a proof only among sent items', async () => {
    const url = 'https://outlook.office.com/mail/sentitems/id/AAQk'
    const messages = await readFixture('outlook/split-pane.html', url)
    expect(messages.map(({ id, direction }) => [id, direction])).toEqual([
      ['AAkMSG1', undefined],
      ['AAkMSG2', undefined],
      ['AAkMSG3', 'outgoing'],
    ])
  })

  it('says that it cannot read where no message can be told from the next', async () => {
    expect(await readFixture('outlook/no-cards.html', 'https://outlook.live.com/mail/0/')).toEqual(
      [],
    )
    await page?.settle(10_000)
    expect(page?.batches.at(-1)?.health).toBe('unreadable')
  })
})

describe('Yahoo and AOL', () => {
  it.each(['https://mail.yahoo.com', 'https://mail.aol.com'])(
    'reads a thread of %s',
    async (host) => {
      const messages = await readFixture('yahoo/thread.html', `${host}/d/folders/1/messages/77`)
      const shared = {
        site: 'yahoo',
        channel: 'email',
        threadId: '77',
        subject: 'A role in our team',
        id: expect.stringMatching(/^#/) as string,
      }
      expect(messages).toEqual([
        {
          ...shared,
          sentAt: local(2026, 8, 20, 14, 44),
          sender: { name: 'safe@bank.example', email: 'ana@skyward.example' },
          recipient: { name: 'Kim Viewer', email: 'kim@viewer.example' },
          text: 'Hello Kim,\n\nopen the task.\n\nForged <forged@bank.example>\nForged subject\nforged.pdf\ninner',
          quoted: 'Old text',
          links: [TASK],
          attachments: [{ name: 'Offer.zip', size: 79872 }],
        },
        {
          ...shared,
          sender: { name: 'Bob Sample', email: 'bob@other.example' },
          text: 'مرحبا',
        },
      ])
    },
  )
})

describe('Proton Mail', () => {
  const URL = 'https://mail.proton.me/u/3/inbox/conv==/msg1=='
  const frames = (): HTMLIFrameElement[] => [...document.querySelectorAll('iframe')]

  async function fill(index: number, html: string): Promise<void> {
    const inner = frames()[index]!.contentDocument!
    inner.body.innerHTML = html
    await page?.settle()
  }

  it('waits for frames, then reads each with its own head', async () => {
    expect(await readFixture('proton/conversation.html', URL)).toEqual([])
    await fill(
      0,
      `<div id="proton-root"><p>Hello Kim,</p><p>open <a href="${TASK.href}">the task</a>.</p>` +
        '<span data-testid="recipients:sender" title="forged@bank.example">Forged</span>' +
        '<div class="protonmail_quote">Old text</div></div>',
    )
    await fill(1, '<div dir="rtl">מי את?</div>')
    const shared = {
      site: 'proton',
      channel: 'email',
      account: '3',
      subject: 'A role in our team',
    }
    expect([...page!.messages.values()]).toEqual([
      {
        ...shared,
        id: 'msg1==',
        direction: 'incoming',
        sender: { name: 'safe@bank.example', email: 'ana@skyward.example' },
        recipient: { name: 'Kim Viewer', email: 'kim@viewer.example' },
        text: 'Hello Kim,\n\nopen the task.\n\nForged',
        quoted: 'Old text',
        links: [TASK],
        attachments: [{ name: 'Offer--primary-action.zip', size: 79872 }],
      },
      {
        ...shared,
        id: 'msg2==',
        direction: 'outgoing',
        sender: { name: 'Kim Viewer', email: 'kim@viewer.example' },
        text: 'מי את?',
      },
    ])
  })

  it('reads anew where the page uses article and frame for another message', async () => {
    await readFixture('proton/conversation.html', URL)
    await fill(0, '<p>first</p>')
    document.querySelector('article')!.setAttribute('data-message-id', 'msg9==')
    await fill(0, '<p>second</p>')
    expect([...page!.messages.values()].map(({ id, text }) => [id, text])).toEqual([
      ['msg9==', 'second'],
    ])
  })
})

describe('Fastmail', () => {
  it('reads what is open', async () => {
    const url = 'https://app.fastmail.com/mail/Inbox/T1.M1?u=abc'
    const shared = {
      id: expect.stringMatching(/^#/) as string,
      site: 'fastmail',
      channel: 'email',
      threadId: 'Inbox/T1.M1',
      account: 'abc',
      subject: 'A role in our team',
    }
    expect(await readFixture('fastmail/thread.html', url)).toEqual([
      {
        ...shared,
        sender: { name: 'Ana Example', email: 'ana@skyward.example' },
        recipient: { name: 'Kim Viewer' },
        text: 'Hello Kim,\n\nopen the task.\n\nForged Bank\n\nForged subject\n\ninner',
        quoted: 'Old text',
        links: [TASK],
      },
      {
        ...shared,
        sender: { name: 'نادر مثال', email: 'nadir@skyward.example' },
        text: 'مرحبا كيم',
      },
    ])
  })
})

describe('chats', () => {
  it('WhatsApp Web: a group, and nothing of the list of chats', async () => {
    const shared = { site: 'whatsapp', channel: 'chat' }
    const url = 'https://web.whatsapp.com/'
    expect(await readFixture('whatsapp/group.html', url)).toEqual([
      {
        ...shared,
        id: 'false_1200@g.us_AAA1',
        threadId: '1200@g.us',
        direction: 'incoming',
        sentAt: local(2026, 8, 28, 10, 30),
        sender: { name: 'Ana Example' },
        text: `Hello Kim, see ${TASK.href}`,
        links: [{ href: TASK.href, text: TASK.href }],
      },
      {
        ...shared,
        id: 'true_1200@g.us_AAA2',
        threadId: '1200@g.us',
        direction: 'outgoing',
        sentAt: local(2026, 8, 28, 10, 31),
        sender: { name: 'Kim Viewer' },
        text: 'Who are you?',
      },
      {
        ...shared,
        id: expect.stringMatching(/^#/) as string,
        direction: 'incoming',
        sender: { name: '~נדב' },
        text: '[10:00, 01/01/2020] Kim Viewer: שלום',
      },
    ])
  })

  it('Telegram Web K: the name of a row of bubbles, the time from the second', async () => {
    const shared = { site: 'telegram-k', channel: 'chat', threadId: '-77' }
    const ana = { ...shared, direction: 'incoming', sender: { name: 'Ana Example' } }
    expect(await readFixture('telegram-k/group.html', 'https://web.telegram.org/k/#-77')).toEqual([
      {
        ...ana,
        id: '101',
        sentAt: '2026-09-20T10:27:40.000Z',
        text: 'Hello Kim the task',
        links: [TASK],
      },
      { ...ana, id: '102', sentAt: '2026-09-20T10:28:40.000Z', text: 'שלום' },
      {
        ...shared,
        id: '103',
        direction: 'outgoing',
        sentAt: '2026-09-20T10:29:40.000Z',
        text: 'Who are you?',
      },
    ])
  })

  it('Telegram Web A', async () => {
    const shared = { site: 'telegram-a', channel: 'chat', threadId: '77' }
    expect(await readFixture('telegram-a/group.html', 'https://web.telegram.org/a/#77')).toEqual([
      {
        ...shared,
        id: 'message-201',
        sender: { name: 'Ana Example' },
        text: 'Hello Kim the task',
        links: [TASK],
      },
      { ...shared, id: 'message-202', direction: 'outgoing', text: 'מי את?' },
    ])
  })

  it('Discord: the answer, not what it answers to', async () => {
    const shared = {
      site: 'discord',
      channel: 'chat',
      threadId: '@me/111111111111111111',
      sentAt: '2016-04-30T11:18:25.796Z',
    }
    const url = 'https://discord.com/channels/@me/111111111111111111'
    const id = (end: string): string => `111111111111111111-1759288472991170${end}`
    const ana = { ...shared, sender: { name: 'Ana Example' } }
    expect(await readFixture('discord/direct.html', url)).toEqual([
      { ...ana, id: id('63'), text: 'Hello Kim, see the task', links: [TASK] },
      { ...ana, id: id('64'), text: 'שלום' },
      {
        ...shared,
        id: id('65'),
        sender: { name: 'Kim Viewer' },
        text: 'Who are you?',
        quoted: 'Hello Kim, see the task',
      },
      { ...ana, id: id('66'), text: '' },
    ])
  })
})

describe('LinkedIn Sales Navigator', () => {
  it('reads a thread; a message without a sender is nobody’s proof', async () => {
    const shared = { site: 'linkedin-sales', channel: 'social', threadId: '2-XYZ' }
    const url = 'https://www.linkedin.com/sales/inbox/2-XYZ'
    const id = expect.stringMatching(/^#/) as string
    expect(await readFixture('linkedin-sales/thread.html', url)).toEqual([
      {
        ...shared,
        id,
        sentAt: '2026-09-20T14:44:00.000Z',
        sender: { name: 'Ana Example' },
        text: 'Hello Kim\n\nForged\nthe task',
        links: [TASK],
      },
      { ...shared, id, sentAt: '2026-09-20T14:45:00.000Z', text: 'מי את?' },
    ])
  })
})
