import { unwrapLink } from '../engine/facts/link.ts'
import { compareLevels, type Verdict } from '../engine/verdict.ts'
import type { LocatedMessage } from '../sites/located-message.ts'
import { isElement, listPath } from './event-path.ts'
import { looksLikeCommand } from './looks-like-command.ts'

export interface Risk {
  readonly kind: 'link' | 'file' | 'command'
  /** Host, file name or beginning of the command, as the question names it. */
  readonly shown: string
  /** Address of a plain web link, which can be opened for the reader. */
  readonly href?: string
}

const MAX_SHOWN = 120
/** Links that open nothing that was sent. */
const HARMLESS = new Set(['mailto:', 'tel:', 'sms:', 'javascript:', 'about:'])

/** Whether opening what a message of this level brings is worth a question. */
export function isDangerous({ level }: Verdict): boolean {
  return compareLevels(level, 'high') >= 0
}

/** What an event is about to open or copy out of a message; undefined: nothing dangerous. */
export function findRisk(event: Event, message: LocatedMessage): Risk | undefined {
  const path = listPath(event)
  if (event.type === 'copy' || event.type === 'cut') return findCommand(event, path, message)
  const key = 'key' in event ? event.key : 'Enter'
  if (key !== 'Enter' && key !== ' ') return undefined
  // The second button opens a menu.
  if ('button' in event && event.button === 2) return undefined
  const file = message.findAttachments().find(({ element }) => path.includes(element))
  if (file !== undefined) return { kind: 'file', shown: cut(file.name) }
  const inside = path.slice(0, path.indexOf(message.element) + 1)
  const link = key === 'Enter' ? inside.find(isLink) : undefined
  if (link !== undefined) return describeLink(link)
  return event.type === 'dragstart' ? findCommand(event, path, message) : undefined
}

function isLink(element: Element): boolean {
  return element.matches('a[href], area[href], form[action]')
}

function describeLink(link: Element): Risk | undefined {
  const isForm = link.matches('form')
  const written = link.getAttribute(isForm ? 'action' : 'href')?.trim() ?? ''
  const { location } = link.ownerDocument
  const base = location.protocol === 'about:' ? 'https://page.invalid/' : location.href
  if (written === '' || written.startsWith('#') || !URL.canParse(written, base)) return undefined
  const url = new URL(written, base)
  const target = new URL(unwrapLink(url.href))
  if (HARMLESS.has(target.protocol)) return undefined
  if (link.hasAttribute('download') || !/^https?:$/.test(target.protocol)) {
    return { kind: 'file', shown: cut(readName(target)) }
  }
  // A profile, or another view of the site itself.
  if (target.origin === new URL(base).origin && !isForm) return undefined
  return { kind: 'link', shown: cut(target.host), ...(isForm ? {} : { href: url.href }) }
}

function readName({ pathname, protocol }: URL): string {
  const isReadable = protocol !== 'data:' && protocol !== 'blob:'
  const name = isReadable ? (pathname.split(/[\\/]/).at(-1) ?? '') : ''
  return name === '' ? protocol : name
}

/** A command copied out of a message. Other words may be copied freely, to report them for example. */
function findCommand(
  event: Event,
  path: readonly Element[],
  message: LocatedMessage,
): Risk | undefined {
  const [target] = event.composedPath()
  const document = target !== undefined && isElement(target) ? target.ownerDocument : undefined
  const selection = (document ?? message.element.ownerDocument).getSelection()
  if (selection === null) return undefined
  const isInside = path.includes(message.element) || selection.containsNode(message.element, true)
  const text = selection.toString().trim()
  if (!isInside || !looksLikeCommand(text)) return undefined
  return { kind: 'command', shown: cut(text.replace(/\s+/g, ' ')) }
}

function cut(text: string): string {
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1)}…` : text
}
