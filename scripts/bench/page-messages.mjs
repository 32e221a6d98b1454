// @ts-check

const WORDS = (
  'we build flight software and are looking for an engineer who knows control systems the team is ' +
  'small our office stands in a quiet town near the river could you tell me more about your work at ' +
  'the institute and when you would be free for a short call next week thanks for your time'
).split(' ')

/**
 * Runs in the page: leaves a function there that makes elements.
 * @param {string[]} words
 */
function leaveMaker(words) {
  let seed = 7
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647
  const write = (/** @type {number} */ count) =>
    Array.from({ length: count }, () => words[Math.floor(random() * words.length)]).join(' ')
  const make = (
    /** @type {string} */ tag,
    className = '',
    /** @type {(string | Node)[]} */ ...inner
  ) => {
    const element = document.createElement(tag)
    if (className !== '') element.className = className
    element.append(...inner)
    return element
  }
  Object.assign(globalThis, { bench: { make, write, random } })
}

/**
 * Runs in the page: opens a conversation like LinkedIn's.
 * @param {'document' | 'shadow'} root where it stands
 */
function openThread(root) {
  const { bench } = /** @type {any} */ (globalThis)
  const { make } = bench
  bench.list = make('ul', 'msg-s-message-list-content')
  const scroller = make('div', 'msg-s-message-list scrollable', bench.list)
  scroller.style.cssText = 'height:600px;overflow:auto'
  const title = make(
    'div',
    'msg-title-bar',
    make('h2', 'msg-entity-lockup__entity-title', 'Ana Example'),
    make('div', 'msg-entity-lockup__entity-info', 'Talent Partner at Skyward Example'),
  )
  const thread = make('div', 'msg-convo-wrapper msg-thread', title, scroller)
  if (root === 'document') {
    document.body.append(thread)
    return
  }
  const host = make('div')
  host.id = 'interop-outlet'
  document.body.append(host)
  host.attachShadow({ mode: 'open' }).append(thread)
}

/** Runs in the page: leaves a function there that appends messages, with as little work as can be. */
function leaveAppender() {
  const { bench } = /** @type {any} */ (globalThis)
  const { make, write, random } = bench
  const makeHead = (/** @type {string} */ name, /** @type {string} */ profile) => {
    const picture = make('img', 'msg-s-event-listitem__profile-picture')
    picture.alt = name
    picture.title = name
    const link = make('a', 'msg-s-event-listitem__link', picture)
    link.href = `https://www.linkedin.com/in/${profile}/`
    const holder = make('span', 'msg-s-message-group__profile-link')
    holder.append(make('span', 'msg-s-message-group__name t-14', name))
    const time = make('time', 'msg-s-message-group__timestamp', '14:44')
    return [link, make('div', 'msg-s-message-group__meta', holder, time)]
  }
  const makeBody = (/** @type {number} */ at) => {
    const body = make('p', 'msg-s-event-listitem__body t-14', write(5 + Math.floor(random() * 100)))
    if (at % 10 !== 0) return body
    const link = make('a', '', 'https://careers.skyward.example/apply')
    link.href =
      'https://www.linkedin.com/safety/go?url=https%3A%2F%2Fcareers.skyward.example%2Fapply'
    body.append(' ', link, ' ', write(5))
    return body
  }
  let made = 0
  const makeMessage = () => {
    const at = made++
    const isMine = at % 5 === 4
    const content = `${1_700_000_000_000 + at * 60_000}b58769-004&cf2a035c-1111-4222-8333-444455556666_013`
    const person = isMine ? ['Kim Viewer', 'ACoAAAviewer00'] : ['Ana Example', 'ACoAAAsender01']
    // Of two messages of a run the second shows no name.
    const head = at % 5 === 1 ? [] : makeHead(person[0] ?? '', person[1] ?? '')
    const bubble = make('div', 'msg-s-event-listitem__message-bubble', makeBody(at))
    const event = make('div', 'msg-s-event__content', bubble)
    const side = isMine ? '' : ' msg-s-event-listitem--other'
    const item = make('div', `msg-s-event-listitem${side}`, ...head, event)
    const urn = `urn:li:msg_message:(urn:li:fsd_profile:ACoAAAviewer00,2-${btoa(content)})`
    item.setAttribute('data-event-urn', urn)
    return make('li', 'msg-s-message-list__event clearfix', item)
  }
  Reflect.set(globalThis, 'appendMessages', (/** @type {number} */ count) => {
    bench.list.append(...Array.from({ length: count }, makeMessage))
  })
}

/**
 * Opens the page's conversation.
 * @param {import('playwright-core').Page} page
 * @param {'document' | 'shadow'} [root] where it stands
 */
export async function prepareConversation(page, root = 'document') {
  await page.evaluate(leaveMaker, WORDS)
  await page.evaluate(openThread, root)
  await page.evaluate(leaveAppender)
}

/**
 * Appends messages in bursts and lets the page rest after each, as long as it takes to be read.
 * @param {import('playwright-core').Page} page
 * @param {{ bursts: number, size: number, rest: number }} options `rest` in milliseconds
 */
export async function appendBursts(page, { bursts, size, rest }) {
  await page.evaluate(
    async ({ bursts, size, rest }) => {
      const append = Reflect.get(globalThis, 'appendMessages')
      for (let burst = 0; burst < bursts; burst++) {
        append(size)
        await new Promise((resolve) => setTimeout(resolve, rest))
      }
    },
    { bursts, size, rest },
  )
}
