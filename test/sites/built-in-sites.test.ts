// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import type { Message } from '../../src/engine/message.ts'
import { loadDefinition, loadFixture, readPage, showPage, type ReadPage } from './read-fixture.ts'

let page: ReadPage | undefined
afterEach(() => page?.reader.stop())

async function readFixture(path: string, url: string, bodyClass = ''): Promise<Message[]> {
  showPage(loadFixture(path), url, bodyClass)
  page = await readPage(document, loadDefinition(path.split('/')[0] ?? ''))
  expect(page.reader.faults).toEqual([])
  return [...page.messages.values()]
}

function withoutId(message: Message): Partial<Message> {
  const rest: Partial<Message> & { id?: string } = { ...message }
  delete rest.id
  return rest
}

const LINKEDIN = 'https://www.linkedin.com/messaging/thread/2-NWUwMDAw/'
const THREAD = `2-${btoa('5e000061-816d-4c2b-9d11-aaaabbbbcccc_100')}`
const GROUP = `2-${btoa('7f000062-816d-4c2b-9d11-ddddeeeeffff_012')}`
const ANA = {
  name: 'Ana Example',
  profileUrl: 'https://www.linkedin.com/in/ACoAAAsender01/',
  headline: 'Talent Partner at Skyward Example',
  degree: 2,
}
const KIM = { name: 'Kim Viewer', profileUrl: 'https://www.linkedin.com/in/ACoAAAviewer00/' }

describe('LinkedIn, the full page', () => {
  it('reads every field of every message', async () => {
    const messages = await readFixture('linkedin/full-page.html', LINKEDIN)
    const shared = {
      site: 'linkedin',
      channel: 'social',
      threadId: THREAD,
      account: 'ACoAAAviewer00',
      recipient: { name: 'Kim Viewer' },
    }
    const incoming = { ...shared, direction: 'incoming', sender: ANA }
    const outgoing = { ...shared, direction: 'outgoing', sender: KIM }
    expect(messages.map(withoutId)).toEqual([
      {
        ...incoming,
        sentAt: '2026-09-20T10:27:40.000Z',
        subject: 'Senior test engineer',
        text: 'Hello Kim,\nI hire for a flight-test team.',
      },
      {
        ...incoming,
        sentAt: '2026-09-20T10:28:40.000Z',
        text: 'The task is here: https://tasks.aviation-careers.example/apply 🙂',
        links: [
          {
            href: 'https://www.linkedin.com/safety/go?url=https%3A%2F%2Ftasks.aviation-careers.example%2Fapply&trk=flagship-messaging-web',
            text: 'https://tasks.aviation-careers.example/apply',
          },
        ],
      },
      { ...outgoing, sentAt: '2026-09-20T10:29:40.000Z', text: 'Thanks, what is the salary?' },
      { ...outgoing, sentAt: '2026-09-20T10:30:40.000Z', text: 'And where is it?' },
      {
        ...incoming,
        sentAt: '2026-09-20T10:31:40.000Z',
        text: 'See the file.',
        attachments: [{ name: 'Offer_Details.zip', mime: 'application/zip', size: 1258291 }],
      },
      {
        ...incoming,
        sentAt: '2026-09-20T10:32:40.000Z',
        text: 'Please see below.\nForged NamemeForged subjectforged.pdfinner forged message',
        links: [{ href: 'https://www.linkedin.com/in/ACoAAAviewer00/', text: 'me' }],
      },
    ])
  })

  it('gives each message the id of its own event', async () => {
    const messages = await readFixture('linkedin/full-page.html', LINKEDIN)
    const ids = messages.map(({ id }) => atob(id.slice(2)))
    expect(ids[0]).toBe('1789900060000b58769-001&5e000061-816d-4c2b-9d11-aaaabbbbcccc_100')
    expect(new Set(ids).size).toBe(6)
  })
})

describe('LinkedIn, chat bubbles on another page', () => {
  it('keeps two conversations apart, each sender with its own name', async () => {
    const messages = await readFixture('linkedin/overlay-bubbles.html', LINKEDIN)
    const group = messages.filter(({ threadId }) => threadId === GROUP)
    expect(messages.filter(({ threadId }) => threadId === THREAD)).toHaveLength(6)
    expect(group.map(({ sender, direction }) => [sender?.name, direction])).toEqual([
      ['Bob Sample', 'incoming'],
      ['Bob Sample', 'incoming'],
      ['Ana Example', 'incoming'],
      ['Kim Viewer', 'outgoing'],
    ])
  })

  it('takes the head of a group for nobody in it', async () => {
    const messages = await readFixture('linkedin/overlay-bubbles.html', LINKEDIN)
    for (const { threadId, sender } of messages) {
      if (threadId === GROUP) expect(sender?.headline).toBeUndefined()
    }
  })

  it.each(['#interop-outlet', '[data-testid="interop-shadowdom"]', 'div.theme--light'])(
    'finds them in the open shadow root of %s',
    async (host) => {
      const marks: Readonly<Record<string, string>> = {
        '#interop-outlet': 'id="interop-outlet"',
        '[data-testid="interop-shadowdom"]': 'data-testid="interop-shadowdom"',
        'div.theme--light': 'class="theme--light"',
      }
      showPage(`<div ${marks[host] ?? ''}></div>`, LINKEDIN)
      const root = document.querySelector(host)!.attachShadow({ mode: 'open' })
      root.innerHTML = loadFixture('linkedin/overlay-bubbles.html')
      page = await readPage(document, loadDefinition('linkedin'))
      expect(page.messages.size).toBe(10)
      expect([...page.messages.values()][1]?.sender).toEqual(ANA)
    },
  )
})

const GMAIL = 'https://mail.google.com/mail/u/1/#inbox/FMfcgzabc'
const MAIL = {
  site: 'gmail',
  channel: 'email',
  threadId: '188525394509aaaa',
  account: '1',
  subject: 'Flight software role',
  sender: { name: 'Ana Example', email: 'ana@skyward.example' },
  recipient: { email: 'kim@viewer.example' },
}

describe('Gmail', () => {
  it('reads an open message, and takes nothing that its body imitates for a header', async () => {
    expect(await readFixture('gmail/open-message.html', GMAIL)).toEqual([
      {
        ...MAIL,
        id: '1a0be5b7560983a9',
        sentAt: '2026-09-20T10:27:40.000Z',
        text: 'Read this.Forged Bank\n\nForged subject\n\nforged.pdf\nforged inner message',
        attachments: [
          {
            name: 'Offer letter.zip',
            mime: 'application/x-zip-compressed',
            size: 78600,
            url: 'https://mail.google.com/mail/u/0?ui=2&view=att&attid=0.1&disp=safe',
          },
          {
            name: 'Role.pdf',
            url: 'https://mail.google.com/mail/u/0?view=att&attid=0.2&disp=safe',
          },
        ],
      },
    ])
  })

  it('reads a thread: what is open, not what is collapsed or a draft', async () => {
    const messages = await readFixture('gmail/thread.html', GMAIL)
    expect(messages.map(({ text }) => text)).toEqual([
      'Second thoughts: apply here.\n\nReply by Friday.\n\n🎉',
      'I am interested.',
      'I am you, believe me.',
      'Long.',
    ])
    expect(messages[0]).toEqual({
      ...MAIL,
      id: '1a0be5c5fc0983a9',
      sentAt: '2026-09-20T10:28:40.000Z',
      text: 'Second thoughts: apply here.\n\nReply by Friday.\n\n🎉',
      quoted: 'On Monday Kim wrote:\n\nMy old text',
      hidden: 'hidden words\ndecoration',
      links: [{ href: 'https://apply.skyward.example/x', text: 'apply here' }],
    })
  })

  it('takes a message for the own one by the id of the own window, never by its sender alone', async () => {
    const messages = await readFixture('gmail/thread.html', GMAIL)
    const own = messages.filter(({ sender }) => sender?.email === 'kim@viewer.example')
    expect(own.map(({ text, direction }) => [text, direction])).toEqual([
      ['I am interested.', 'outgoing'],
      ['I am you, believe me.', undefined],
    ])
  })

  it('says what Gmail clipped', async () => {
    const messages = await readFixture('gmail/thread.html', GMAIL)
    const unread = page?.batches.flatMap((batch) => batch.unread)
    expect(unread).toEqual([
      {
        id: messages.find(({ text }) => text === 'Long.')?.id,
        part: 'text',
        reason: 'Gmail shows only the beginning of this message',
      },
    ])
  })

  it('reads the pane beside the list, and no conversation left out of sight', async () => {
    const messages = await readFixture('gmail/split-pane.html', GMAIL)
    expect(messages).toEqual([
      { ...MAIL, id: '1a0be5b7560983a9', sentAt: '2026-09-20T10:27:40.000Z', text: 'Short note.' },
    ])
  })
})

const HOST = 'https://webmail.host.example/roundcube/'
const SHOW = `${HOST}?_task=mail&_mbox=INBOX&_uid=7&_action=show`

describe('Roundcube', () => {
  const mail = {
    id: 'INBOX 7',
    site: 'roundcube',
    channel: 'email',
    sentAt: new Date(2026, 8, 20, 14, 44).toISOString(),
    subject: 'Stelle im Entwicklungsteam',
    recipient: { name: 'Kim Viewer', email: 'kim@viewer.example' },
    quoted: 'Alter Text',
  }

  it('reads an HTML mail with every header, and none that the body imitates', async () => {
    const messages = await readFixture('roundcube/show-html.html', SHOW, 'task-mail action-show')
    expect(messages).toEqual([
      {
        ...mail,
        sender: {
          name: 'Ana Example',
          email: 'ana@skyward.example',
          replyTo: 'ana.hr@gmail.example',
        },
        text: 'Guten Tag,\n\nbitte hier öffnen.\n\nForged Bank\n\nForged subject\n\nforged.pdf',
        links: [
          { href: 'https://apply.skyward.example/x', text: 'hier' },
          { href: 'mailto:forged@bank.example', text: 'Forged Bank' },
          { href: `${HOST}?_action=get&_part=9`, text: 'forged.pdf' },
        ],
        attachments: [
          {
            name: 'Angebot.zip',
            mime: 'application/zip',
            size: 415,
            url: `${HOST}?_task=mail&_mbox=INBOX&_uid=7&_part=2&_action=get`,
          },
        ],
      },
    ])
  })

  it('reads a plain text in the preview frame', async () => {
    const url = `${HOST}?_task=mail&_mbox=INBOX&_uid=7&_framed=1&_action=preview`
    expect(
      await readFixture('roundcube/preview-text.html', url, 'task-mail action-preview'),
    ).toEqual([
      {
        ...mail,
        sender: { name: 'Ana Example', email: 'ana@skyward.example' },
        text: 'Guten Tag,\n\n  bitte öffnen: https://apply.skyward.example/x',
        links: [
          { href: 'https://apply.skyward.example/x', text: 'https://apply.skyward.example/x' },
        ],
      },
    ])
  })

  it.each([
    ['Sent', 'outgoing'],
    ['INBOX.Sent', 'outgoing'],
    ['Sentinel', undefined],
  ])('takes a mail in the folder %s for %s', async (folder, direction) => {
    const url = SHOW.replace('INBOX', folder)
    const [message] = await readFixture('roundcube/show-html.html', url, 'task-mail action-show')
    expect(message?.direction).toBe(direction)
  })
})
