/** Elements that the page made itself: frameworks know theirs, and leave what others put beside them. */
const own = new WeakSet()

export function markOwn(root) {
  for (const element of [root, ...root.querySelectorAll('*')]) own.add(element)
}

/** Builds an element: `make('a.link', { href }, 'text', child)`. */
export function make(spec, attributes = {}, ...children) {
  const [tag, ...classes] = spec.split('.')
  const element = document.createElement(tag)
  if (classes.length > 0) element.className = classes.join(' ')
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(name, value)
  }
  element.append(...children.filter((child) => child !== undefined))
  own.add(element)
  return element
}

/** A text with its web addresses as links, line breaks kept. */
export function makeRichText(text, makeLink) {
  const fragment = document.createDocumentFragment()
  let done = 0
  for (const match of text.matchAll(/https?:\/\/[^\s<>"]*[^\s<>".,;:!?)]/g)) {
    fragment.append(text.slice(done, match.index), makeLink(match[0]))
    done = match.index + match[0].length
  }
  fragment.append(text.slice(done))
  return fragment
}

/** Makes `old` equal to `fresh` but keeps its nodes, as virtual lists do when they re-use rows. */
export function morph(old, fresh) {
  if (old.nodeType !== fresh.nodeType || old.nodeName !== fresh.nodeName) {
    old.replaceWith(fresh)
    return
  }
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data
    return
  }
  for (const { name } of [...old.attributes])
    if (!fresh.hasAttribute(name)) old.removeAttribute(name)
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value)
  }
  const wanted = [...fresh.childNodes]
  const isOwn = (node) => node.nodeType === Node.TEXT_NODE || own.has(node)
  const present = [...old.childNodes].filter(isOwn)
  wanted.forEach((child, index) => {
    if (present[index]) morph(present[index], child)
    else old.append(child)
  })
  for (const child of present.slice(wanted.length)) child.remove()
}

/** A face that names nobody. */
export const FACE =
  'data:image/svg+xml,' +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" fill="#c9d6e3"/>' +
      '<circle cx="16" cy="12" r="6" fill="#7d93a8"/><path d="M4 32a12 12 0 0 1 24 0" fill="#7d93a8"/></svg>',
  )

export function formatClock(iso) {
  return new Date(iso).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
}

export function formatDay(iso) {
  return new Date(iso).toLocaleDateString([], { month: 'short', day: 'numeric' })
}

export async function fetchInbox() {
  return (await fetch('/demo/inbox.json')).json()
}

/** Calls `onMessage({ key, message })` for every message that arrives while the page is open. */
export function listenForMessages(onMessage) {
  const events = new EventSource('/demo/events')
  events.addEventListener('message', (event) => onMessage(JSON.parse(event.data)))
  addEventListener('pagehide', () => events.close())
}
