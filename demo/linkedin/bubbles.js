import { make } from '/demo/shared/dom.js'
import { makeComposer, makeMessageItems, makeMessageList } from './thread.js'

const OPEN_AT_ONCE = 2

function makeBubble(inbox, thread, onClose) {
  const { list, container, scroller } = makeMessageList()
  const fill = () => {
    list.replaceChildren(...makeMessageItems(inbox, thread, 0))
    scroller.scrollTop = 1e6
  }
  const close = make(
    'button.msg-overlay-bubble-header__control',
    { type: 'button', 'aria-label': `Close ${thread.with.name}` },
    '×',
  )
  close.addEventListener('click', onClose)
  const bubble = make(
    'div.msg-overlay-conversation-bubble.msg-overlay-conversation-bubble--is-active',
    {
      role: 'dialog',
      'aria-label': `Conversation with ${thread.with.name}`,
      'data-key': thread.key,
    },
    make(
      'header.msg-overlay-bubble-header',
      {},
      make(
        'h2.msg-overlay-bubble-header__title',
        {},
        make('a', { href: `/in/${thread.with.profile}/` }, thread.with.name),
      ),
      close,
    ),
    container,
    makeComposer(),
  )
  return { bubble, fill, key: thread.key }
}

/** The chats at the foot of every other page. Returns what to call when a message arrives. */
export function mountBubbles(root, inbox) {
  const bar = make('div.msg-overlay-container')
  let bubbles = []
  const close = (key) => {
    bubbles.find((bubble) => bubble.key === key)?.bubble.remove()
    bubbles = bubbles.filter((bubble) => bubble.key !== key)
  }
  const open = (thread) => {
    close(thread.key)
    if (bubbles.length === OPEN_AT_ONCE) close(bubbles[0].key)
    const bubble = makeBubble(inbox, thread, () => close(thread.key))
    bubbles.push(bubble)
    bar.append(bubble.bubble)
    bubble.fill()
  }
  const list = make('ul.msg-overlay-list-bubble__list')
  for (const thread of inbox.threads) {
    const button = make('button', { type: 'button', 'data-key': thread.key }, thread.with.name)
    button.addEventListener('click', () => open(thread))
    list.append(make('li', {}, button))
  }
  bar.append(make('div.msg-overlay-list-bubble', {}, make('h2', {}, 'Messaging'), list))
  root.append(bar)

  return ({ key, message }) => {
    const thread = inbox.threads.find((candidate) => candidate.key === key)
    thread.messages.push(message)
    bubbles.find((bubble) => bubble.key === key)?.fill()
  }
}
