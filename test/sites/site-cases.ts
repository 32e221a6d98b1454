import { expect } from 'vitest'

export interface SiteCase {
  readonly site: string
  readonly fixture: string
  readonly url: string
  /** What the frames in its messages show, in their order; filled in once the reader runs. */
  readonly frames?: readonly string[]
  /** Every field of every message. */
  readonly messages: readonly unknown[]
}

const TASK = { href: 'https://apply.skyward.example/x', text: 'the task' }
/** Made of sender, time and text, where the page shows no id. */
const MADE_ID = expect.stringMatching(/^#/) as unknown

function local(...parts: [number, number, number, number, number]): string {
  return new Date(...parts).toISOString()
}

function listOutlook(): unknown[] {
  const shared = {
    site: 'outlook',
    channel: 'email',
    threadId: 'AAQkCONV1=',
    account: 'kim@viewer.example',
    subject: 'Rolle im Team',
  }
  return [
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
  ]
}

function listYahoo(): unknown[] {
  const shared = {
    site: 'yahoo',
    channel: 'email',
    threadId: '77',
    subject: 'A role in our team',
    id: MADE_ID,
  }
  return [
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
  ]
}

function listProton(): unknown[] {
  const shared = {
    site: 'proton',
    channel: 'email',
    account: '3',
    subject: 'A role in our team',
  }
  return [
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
  ]
}

function listFastmail(): unknown[] {
  const shared = {
    id: MADE_ID,
    site: 'fastmail',
    channel: 'email',
    threadId: 'Inbox/T1.M1',
    account: 'abc',
    subject: 'A role in our team',
  }
  return [
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
  ]
}

function listWhatsApp(): unknown[] {
  const shared = { site: 'whatsapp', channel: 'chat' }
  return [
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
      id: MADE_ID,
      direction: 'incoming',
      sender: { name: '~נדב' },
      text: '[10:00, 01/01/2020] Kim Viewer: שלום',
    },
  ]
}

function listTelegramK(): unknown[] {
  const shared = { site: 'telegram-k', channel: 'chat', threadId: '-77' }
  const ana = { ...shared, direction: 'incoming', sender: { name: 'Ana Example' } }
  return [
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
  ]
}

function listTelegramA(): unknown[] {
  const shared = { site: 'telegram-a', channel: 'chat', threadId: '77' }
  return [
    {
      ...shared,
      id: 'message-201',
      sender: { name: 'Ana Example' },
      text: 'Hello Kim the task',
      links: [TASK],
    },
    { ...shared, id: 'message-202', direction: 'outgoing', text: 'מי את?' },
  ]
}

function listDiscord(): unknown[] {
  const shared = {
    site: 'discord',
    channel: 'chat',
    threadId: '@me/111111111111111111',
    sentAt: '2016-04-30T11:18:25.796Z',
  }
  const id = (end: string): string => `111111111111111111-1759288472991170${end}`
  const ana = { ...shared, sender: { name: 'Ana Example' } }
  return [
    { ...ana, id: id('63'), text: 'Hello Kim, see the task', links: [TASK] },
    { ...ana, id: id('64'), text: 'שלום' },
    {
      ...shared,
      id: id('65'),
      sender: { name: 'Kim Viewer' },
      text: 'Who are you?',
      quoted: 'Hello Kim, see the task',
    },
    {
      ...ana,
      id: id('66'),
      text: '',
      attachments: [
        { name: 'task.zip', url: 'https://cdn.discordapp.com/attachments/1/2/task.zip' },
      ],
    },
  ]
}

function listSales(): unknown[] {
  const shared = { site: 'linkedin-sales', channel: 'social', threadId: '2-XYZ' }
  const id = MADE_ID
  return [
    {
      ...shared,
      id,
      sentAt: '2026-09-20T14:44:00.000Z',
      sender: { name: 'Ana Example' },
      text: 'Hello Kim\n\nForged\nthe task',
      links: [TASK],
    },
    { ...shared, id, sentAt: '2026-09-20T14:45:00.000Z', text: 'מי את?' },
  ]
}

const PROTON_FRAMES = [
  `<div id="proton-root"><p>Hello Kim,</p><p>open <a href="${TASK.href}">the task</a>.</p>` +
    '<span data-testid="recipients:sender" title="forged@bank.example">Forged</span>' +
    '<div class="protonmail_quote">Old text</div></div>',
  '<div dir="rtl">מי את?</div>',
]

/** Read alike in a made document and in a real browser. */
export const SITE_CASES: readonly SiteCase[] = [
  {
    site: 'outlook',
    fixture: 'split-pane.html',
    url: 'https://outlook.live.com/mail/0/inbox/id/AAQk',
    messages: listOutlook(),
  },
  {
    site: 'outlook',
    fixture: 'split-pane.html',
    url: 'https://outlook.cloud.microsoft/mail/inbox/id/AAQk',
    messages: listOutlook(),
  },
  {
    site: 'yahoo',
    fixture: 'thread.html',
    url: 'https://mail.yahoo.com/d/folders/1/messages/77',
    messages: listYahoo(),
  },
  {
    site: 'yahoo',
    fixture: 'thread.html',
    url: 'https://mail.aol.com/d/folders/1/messages/77',
    messages: listYahoo(),
  },
  {
    site: 'proton',
    fixture: 'conversation.html',
    url: 'https://mail.proton.me/u/3/inbox/conv==/msg1==',
    frames: PROTON_FRAMES,
    messages: listProton(),
  },
  {
    site: 'fastmail',
    fixture: 'thread.html',
    url: 'https://app.fastmail.com/mail/Inbox/T1.M1?u=abc',
    messages: listFastmail(),
  },
  {
    site: 'whatsapp',
    fixture: 'group.html',
    url: 'https://web.whatsapp.com/',
    messages: listWhatsApp(),
  },
  {
    site: 'telegram-k',
    fixture: 'group.html',
    url: 'https://web.telegram.org/k/#-77',
    messages: listTelegramK(),
  },
  {
    site: 'telegram-a',
    fixture: 'group.html',
    url: 'https://web.telegram.org/a/#77',
    messages: listTelegramA(),
  },
  {
    site: 'discord',
    fixture: 'direct.html',
    url: 'https://discord.com/channels/@me/111111111111111111',
    messages: listDiscord(),
  },
  {
    site: 'linkedin-sales',
    fixture: 'thread.html',
    url: 'https://www.linkedin.com/sales/inbox/2-XYZ',
    messages: listSales(),
  },
]
