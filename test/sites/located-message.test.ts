// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import { LocatedMessage } from '../../src/sites/located-message.ts'
import { loadDefinition, loadFixture, readPage, showPage, type ReadPage } from './read-fixture.ts'

let page: ReadPage | undefined
afterEach(() => page?.reader.stop())

async function locate(path: string, text: string): Promise<LocatedMessage> {
  showPage(loadFixture(path), 'https://mail.google.com/mail/u/0/#inbox/x', 'task-mail action-show')
  page = await readPage(document, loadDefinition(path.split('/')[0] ?? ''))
  const message = [...page.messages.values()].find((one) => one.text.includes(text))
  return new LocatedMessage(page.reader.locate(message?.id ?? '')!)
}

function findText(message: LocatedMessage, field: string, value: string, all: string): string {
  const start = all.indexOf(value)
  return String(message.findRange(field, start, start + value.length, value))
}

describe('evidence on the page', () => {
  const THREAD = 'Second thoughts: apply here.\n\nReply by Friday.\n\n🎉'

  it.each([
    ['inside one node', 'thoughts', 'thoughts'],
    ['over inline elements', 'Friday', 'Friday'],
    ['over a link', 'thoughts: apply here.', 'thoughts: apply here.'],
    ['over paragraphs', 'here.\n\nReply', 'here.Reply'],
  ])('is found %s', async (_, value, shown) => {
    const message = await locate('gmail/thread.html', 'Second thoughts')
    expect(findText(message, 'text', value, THREAD)).toBe(shown)
  })

  it('is found in preformatted lines', async () => {
    const message = await locate('linkedin/full-page.html', 'Hello Kim')
    const text = 'Hello Kim,\nI hire for a flight-test team.'
    expect(findText(message, 'text', 'Kim,\nI hire', text)).toBe('Kim,\nI hire')
  })

  it.each([
    ['quoted', 'My old text', 'On Monday Kim wrote:\n\nMy old text'],
    ['hidden', 'hidden words', 'hidden words\ndecoration'],
  ])('is found in the field %s', async (field, value, all) => {
    const message = await locate('gmail/thread.html', 'Second thoughts')
    expect(findText(message, field, value, all)).toBe(value)
  })

  it.each([
    ['gmail/open-message.html', 'Read this', 'subject', 'software role'],
    ['gmail/open-message.html', 'Read this', 'sender.name', 'Ana Example'],
    ['gmail/open-message.html', 'Read this', 'attachments.0.name', 'Offer letter.zip'],
    ['linkedin/full-page.html', 'See the file', 'attachments.0.name', 'Offer_Details.zip'],
    ['linkedin/full-page.html', 'Hello Kim', 'subject', 'test engineer'],
  ])('of %s (%s) is found in %s', async (path, text, field, value) => {
    const message = await locate(path, text)
    expect(String(message.findRange(field, 0, value.length, value))).toBe(value)
  })

  it('is not marked where the page shows something else by now', async () => {
    const message = await locate('gmail/thread.html', 'Second thoughts')
    expect(message.findRange('text', 0, 6, 'Other!')).toBeUndefined()
    expect(message.findRange('links.0.href', 0, 5, 'https')).toBeUndefined()
  })
})

describe('the place of a warning', () => {
  it.each([
    ['gmail/open-message.html', 'Read this', '.ii.gt', 'before'],
    ['roundcube/show-html.html', 'Guten Tag', '#messagebody', 'before'],
    ['linkedin/full-page.html', 'See the file', '.msg-s-event-listitem', 'after'],
  ])('in %s is outside the body', async (path, text, selector, at) => {
    const place = (await locate(path, text)).findPlace()
    expect(place.at).toBe(at)
    expect(place.element.matches(selector)).toBe(true)
    expect(place.element.parentElement?.closest('.a3s, #messagebody, p')).toBeNull()
  })
})
