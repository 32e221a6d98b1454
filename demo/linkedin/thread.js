import { FACE, formatClock, formatDay, make, makeRichText } from '/demo/shared/dom.js'

/** The site's own redirector stands in front of every link. */
function makeLink(url) {
  const href = `https://www.linkedin.com/safety/go?url=${encodeURIComponent(url)}&trk=flagship-messaging-web`
  return make('a', { href, target: '_blank', rel: 'noreferrer' }, url)
}

function makeAttachment(attachment) {
  const kind = attachment.name.split('.').pop().toLowerCase()
  return make(
    'button.msg-s-event-listitem__download-attachment-button',
    { type: 'button' },
    make(
      `div.ui-attachment.ui-attachment--${/^[a-z0-9]+$/.test(kind) ? kind : 'file'}`,
      {},
      make('span.ui-attachment__filename', {}, attachment.name),
      make('span.ui-attachment__filesize', {}, attachment.size),
    ),
  )
}

/** Photo, name and clock stand only on the first message of a run. */
function makeGroupHead(person, message) {
  const link = `https://www.linkedin.com/in/${person.profile}/`
  return [
    make(
      'a.msg-s-event-listitem__link',
      { href: link },
      make('img.msg-s-event-listitem__profile-picture', {
        src: FACE,
        alt: person.name,
        title: person.name,
      }),
    ),
    make(
      'div.msg-s-message-group__meta',
      {},
      make(
        'a.msg-s-message-group__profile-link',
        { href: link },
        make('span.msg-s-message-group__name', {}, person.name),
      ),
      make('time.msg-s-message-group__timestamp', {}, formatClock(message.at)),
    ),
  ]
}

export function makeMessage(inbox, thread, message, isFirstOfRun) {
  const isMine = message.from === 'me'
  const person = isMine ? inbox.me : (message.sender ?? thread.with)
  const item = make(
    `div.msg-s-event-listitem${isMine ? '' : '.msg-s-event-listitem--other'}`,
    { 'data-event-urn': message.urn },
    ...(isFirstOfRun ? makeGroupHead(person, message) : []),
    make(
      'div.msg-s-event__content',
      {},
      make(
        'div.msg-s-event-listitem__message-bubble',
        {},
        make('p.msg-s-event-listitem__body', {}, makeRichText(message.text ?? '', makeLink)),
        ...(message.attachments ?? []).map(makeAttachment),
      ),
    ),
  )
  return make('li.msg-s-message-list__event.clearfix', {}, item)
}

function makeProfileCard(person) {
  return make(
    'li',
    {},
    make(
      'div.msg-s-profile-card.artdeco-entity-lockup',
      {},
      make(
        'a',
        { href: `https://www.linkedin.com/in/${person.profile}/` },
        make('span.artdeco-entity-lockup__title', {}, person.name),
      ),
      make(
        'span.artdeco-entity-lockup__degree',
        {},
        ` · ${['', '1st', '2nd', '3rd'][person.degree ?? 3]}`,
      ),
      make(
        'div.artdeco-entity-lockup__subtitle',
        {},
        make('div', { title: person.headline ?? '' }, person.headline ?? ''),
      ),
    ),
  )
}

/** The list items of a conversation, from message `start` on. */
export function makeMessageItems(inbox, thread, start) {
  const items = [make('li.msg-s-message-list__top-of-list')]
  if (start === 0) items.push(makeProfileCard(thread.with))
  else items.push(make('li.msg-s-message-list__loader', {}, 'Scroll up for earlier messages'))
  let day = ''
  let previous
  for (const message of thread.messages.slice(start)) {
    if (formatDay(message.at) !== day) {
      day = formatDay(message.at)
      items.push(make('li', {}, make('time.msg-s-message-list__time-heading', {}, day)))
      previous = undefined
    }
    items.push(makeMessage(inbox, thread, message, previous?.from !== message.from))
    previous = message
  }
  items.push(make('li.msg-s-message-list__bottom-of-list'))
  return items
}

export function makeMessageList(className = '') {
  const list = make('ul.msg-s-message-list-content')
  const scroller = make(`div.msg-s-message-list.scrollable${className}`, { tabindex: '0' }, list)
  return { list, scroller, container: make('div.msg-s-message-list-container', {}, scroller) }
}

export function makeComposer() {
  const box = { role: 'textbox', contenteditable: 'true', 'aria-label': 'Write a message' }
  return make('form.msg-form', {}, make('div.msg-form__contenteditable', box))
}
