import type { Warning } from '../platform/schema/views.ts'

const MAX_NAME = 60

/** Whether a decision can be tied to the sender, and to what. */
export type SenderTie = 'checked' | 'address' | 'profile' | 'nothing'

export function findTie({ sender, dmarc }: Warning): SenderTie {
  if (sender === undefined || dmarc === 'fail') return 'nothing'
  if (sender.includes('://') || !sender.includes('@')) return 'profile'
  return dmarc === 'pass' ? 'checked' : 'address'
}

/**
 * Address or profile as a button names it, isolated so that it can't turn the words around it;
 * undefined where nothing tells the sender apart from others.
 */
export function nameSender(warning: Warning): string | undefined {
  const { sender } = warning
  if (sender === undefined || findTie(warning) === 'nothing') return undefined
  const name = sender.replace(/^https?:\/\/(?:www\.)?/, '')
  const shown = name.length > MAX_NAME ? `${name.slice(0, MAX_NAME - 1)}…` : name
  return `\u2068${shown}\u2069`
}
