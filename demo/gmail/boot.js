import { fetchInbox, formatDay, listenForMessages, make, morph } from '/demo/shared/dom.js'
import { makeCollapsed, makeExpanded } from './message.js'

/* `?split=1`: list and thread side by side. `?reuse=1`: the thread's nodes are kept on navigation. */
const options = new URLSearchParams(location.search)
const isSplit = options.has('split')
const inbox = await fetchInbox()
const unread = new Set(
  inbox.threads.filter((thread) => thread.key !== 'me').map((thread) => thread.key),
)

function makeRow(thread) {
  const last = thread.messages.at(-1)
  const row = make(
    `tr.zA.${unread.has(thread.key) ? 'zE' : 'yO'}`,
    { 'data-key': thread.key, tabindex: '0' },
    make(
      'td.yX',
      {},
      make('span.yP', { email: thread.with.email, name: thread.with.name }, thread.with.name),
    ),
    make(
      'td.xY',
      {},
      make(
        'span.bog',
        {},
        make(
          'span',
          {
            'data-thread-id': `#thread-f:${BigInt(`0x${thread.id}`)}`,
            'data-legacy-thread-id': thread.id,
          },
          thread.subject,
        ),
      ),
      make('span.y2', {}, ` - ${(last.text ?? '').replaceAll('\n', ' ').slice(0, 70)}`),
    ),
    make('td.xW', {}, formatDay(last.at)),
  )
  row.addEventListener('click', () => (location.hash = `#inbox/${thread.id}`))
  row.addEventListener('keydown', (event) => event.key === 'Enter' && row.click())
  return row
}

function makeList() {
  return make(
    'div.Cp',
    {},
    make('table.F.cf.zt', {}, make('tbody', {}, ...inbox.threads.map(makeRow))),
  )
}

function makeThread(thread) {
  const last = thread.messages.at(-1)
  const items = thread.messages.map((message) =>
    (message === last ? makeExpanded : makeCollapsed)(inbox, thread, message),
  )
  const back = make('a.back', { href: '#inbox' }, '← Inbox')
  const title = make(
    'h2.hP',
    {
      'data-legacy-thread-id': thread.id,
      'data-thread-perm-id': `thread-f:${BigInt(`0x${thread.id}`)}`,
    },
    thread.subject,
  )
  return make(
    'div.nH.a98.iY',
    {},
    back,
    make('div.ha', {}, title),
    make('div.aeF', { role: 'list' }, ...items),
  )
}

const main = make('div.nH.main', { role: 'main' })
const pane = make('div')
const place = isSplit ? make('td.Bu', {}, pane) : main

function show() {
  const id = /^#inbox\/([0-9a-f]{16})$/.exec(location.hash)?.[1]
  const thread = inbox.threads.find((candidate) => candidate.id === id)
  if (thread) unread.delete(thread.key)
  document.title = `${thread?.subject ?? 'Inbox'} - ${inbox.me.email} - Gmail`
  const fresh = thread
    ? makeThread(thread)
    : isSplit
      ? make('p', {}, 'No conversation selected')
      : makeList()
  const target = isSplit ? pane : main
  const old = target.firstElementChild
  if (options.has('reuse') && old?.matches('.nH.a98') && fresh.matches('.nH.a98')) morph(old, fresh)
  else target.replaceChildren(fresh)
}

const header = make(
  'header.gb',
  {},
  make('span.gb-name', {}, 'Mail'),
  make('span.gb-note', {}, 'Local demo: invented people, nothing leaves this machine'),
  make(
    'a',
    { href: '#inbox', 'aria-label': `Google Account: ${inbox.me.name} (${inbox.me.email})` },
    inbox.me.email,
  ),
)
if (isSplit) {
  main.append(
    make(
      'table.split',
      {},
      make('tbody', {}, make('tr', {}, make('td.list', {}, makeList()), place)),
    ),
  )
}
document.body.append(header, main)
addEventListener('hashchange', show)
show()

listenForMessages(({ key, message }) => {
  const thread = inbox.threads.find((candidate) => candidate.key === key)
  thread.messages.push(message)
  const list = document.querySelector('.aeF')
  if (list && location.hash === `#inbox/${thread.id}`)
    list.append(makeExpanded(inbox, thread, message))
})
