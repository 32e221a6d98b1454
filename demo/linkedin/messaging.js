import { formatDay, make, morph } from '/demo/shared/dom.js'
import { makeComposer, makeMessageItems, makeMessageList } from './thread.js'

const PAGE_SIZE = 6

function makeRow(thread) {
  const last = thread.messages.at(-1)
  return [
    make(
      'div.msg-conversation-listitem__link',
      { tabindex: '0' },
      make('h3.msg-conversation-listitem__participant-names', {}, thread.with.name),
      make('time.msg-conversation-listitem__time-stamp', {}, formatDay(last.at)),
      make('p.msg-conversation-card__message-snippet', {}, (last.text ?? '').slice(0, 60)),
    ),
  ]
}

/** A virtual list: rows out of sight are empty placeholders. */
function makeConversationList(inbox, onOpen) {
  const list = make('ul.msg-conversations-container__conversations-list')
  const watcher = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const thread = inbox.threads.find((candidate) => candidate.key === target.dataset.key)
      target.classList.toggle('msg-conversation-card--occluded', !isIntersecting)
      target.replaceChildren(...(isIntersecting ? makeRow(thread) : []))
    }
  })
  for (const thread of inbox.threads) {
    const row = make('li.msg-conversation-listitem', { 'data-key': thread.key })
    row.addEventListener('click', () => onOpen(thread))
    row.addEventListener('keydown', (event) => event.key === 'Enter' && onOpen(thread))
    watcher.observe(row)
    list.append(row)
  }
  return list
}

function makeTitleBar(person) {
  return make(
    'div.msg-title-bar',
    {},
    make(
      'a.msg-thread__link-to-profile',
      { href: `https://www.linkedin.com/in/${person.profile}/` },
      make('h2.msg-entity-lockup__entity-title', {}, person.name),
    ),
    make('div.msg-entity-lockup__entity-info', {}, person.headline ?? ''),
  )
}

function makeThreadPane(inbox, thread) {
  const { list, scroller, container } = makeMessageList()
  const pane = make(
    'div.msg-convo-wrapper.msg-thread',
    {},
    makeTitleBar(thread.with),
    container,
    makeComposer(),
  )
  let start = Math.max(0, thread.messages.length - PAGE_SIZE)
  const fill = () => list.replaceChildren(...makeMessageItems(inbox, thread, start))
  fill()
  scroller.addEventListener('scroll', () => {
    if (scroller.scrollTop > 4 || start === 0) return
    start = Math.max(0, start - PAGE_SIZE)
    const height = scroller.scrollHeight
    fill()
    scroller.scrollTop = scroller.scrollHeight - height
  })
  return { pane, scroller, fill }
}

/** The full messaging page. Returns what to call when a message arrives. */
export function mountMessaging(root, inbox, { page, isReusing }) {
  const detail = make('div.scaffold-layout__detail.msg__detail')
  let opened
  let current

  const show = (thread) => {
    opened = thread
    if (!thread) return detail.replaceChildren(make('p.msg__empty', {}, 'Choose a conversation'))
    const fresh = makeThreadPane(inbox, thread)
    const old = detail.firstElementChild
    if (isReusing && old?.matches('.msg-thread')) morph(old, fresh.pane)
    else detail.replaceChildren(fresh.pane)
    current = fresh
    detail.querySelector('.scrollable').scrollTop = 1e6
    for (const row of list.children) row.classList.toggle('active', row.dataset.key === thread.key)
  }
  const open = (thread) => {
    const view = page === location ? window : parent
    view.history.pushState(
      {},
      '',
      `/messaging/thread/${encodeURIComponent(thread.id)}/${page.search}`,
    )
    show(thread)
  }
  const list = makeConversationList(inbox, open)
  const showLocation = () => {
    const id = /thread\/([^/]+)/.exec(page.pathname)?.[1]
    show(inbox.threads.find((thread) => thread.id === decodeURIComponent(id ?? '')))
  }
  ;(page === location ? window : parent).addEventListener('popstate', showLocation)
  root.append(
    make(
      'main.scaffold-layout__main',
      {},
      make('div.scaffold-layout__list.msg__list', {}, list),
      detail,
    ),
  )
  showLocation()

  return ({ key, message }) => {
    const thread = inbox.threads.find((candidate) => candidate.key === key)
    thread.messages.push(message)
    if (opened === thread) {
      current.fill()
      if (isReusing) show(thread)
      current.scroller.scrollTop = 1e6
    }
  }
}
