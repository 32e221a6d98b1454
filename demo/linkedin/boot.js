import { FACE, fetchInbox, listenForMessages, make } from '/demo/shared/dom.js'
import { mountBubbles } from './bubbles.js'
import { mountMessaging } from './messaging.js'

/*
 * Where the messaging markup lives: `?host=top` (the document itself), `shadow` (the open shadow
 * root of #interop-outlet) or `iframe` (the same-origin interop frame). `?reuse=1` keeps nodes
 * when another conversation is opened.
 */
const isFrame = location.pathname === '/preload/'
const page = isFrame ? parent.location : location
const options = new URLSearchParams(page.search)
const isFeed = page.pathname.startsWith('/feed')
const host = isFrame ? 'top' : (options.get('host') ?? (isFeed ? 'shadow' : 'top'))

function makeNavigation(me) {
  return make(
    'header.global-nav',
    {},
    make('span.global-nav__logo', { 'aria-hidden': 'true' }, 'in'),
    make('a.global-nav__item', { href: `/feed/${page.search}` }, 'Home'),
    make('a.global-nav__item', { href: `/messaging/${page.search}` }, 'Messaging'),
    make('span.global-nav__note', {}, 'Local demo: invented people, nothing leaves this machine'),
    make(
      'span.global-nav__me',
      {},
      make('img.global-nav__me-photo', { src: FACE, alt: me.name }),
      me.name,
    ),
  )
}

function makeFeed() {
  const posts = [
    'Our team shipped the new telemetry decoder today. Thanks to all who tested it!',
    'Looking for papers on fault-tolerant flight software: what should I read first?',
  ]
  return make('main.feed', {}, ...posts.map((text) => make('article.feed-post', {}, text)))
}

function findRoot() {
  if (host === 'top') return document.body
  if (host === 'iframe') return undefined
  const outlet = make('div', { id: 'interop-outlet', 'data-testid': 'interop-shadowdom' })
  document.body.append(outlet)
  const root = outlet.attachShadow({ mode: 'open' })
  root.append(make('link', { rel: 'stylesheet', href: '/demo/style.css' }))
  return root
}

const inbox = await fetchInbox()
if (!isFrame) document.body.append(makeNavigation(inbox.me))
if (!isFrame && isFeed) document.body.append(makeFeed())
const root = findRoot()
if (root) {
  const mount = isFeed ? mountBubbles : mountMessaging
  const receive = mount(root, inbox, { page, isReusing: options.has('reuse') })
  listenForMessages(receive)
} else {
  const source = '/preload/?_bprMode=vanilla'
  document.body.append(make('iframe', { 'data-testid': 'interop-iframe', src: source }))
}
