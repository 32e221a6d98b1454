import type { MessageKey, Translate } from './services.ts'

const FIELD_KEYS: readonly (readonly [prefix: string, key: MessageKey])[] = [
  ['text', 'field_text'],
  ['subject', 'field_subject'],
  ['quoted', 'field_quoted'],
  ['hidden', 'field_hidden'],
  ['sender.replyTo', 'field_reply_to'],
  ['sender.name', 'field_sender_name'],
  ['sender.headline', 'field_sender_headline'],
  ['sender.', 'field_sender_address'],
  ['links.', 'field_link'],
  ['attachments.', 'field_attachment'],
]

/** Names the place that an evidence path leads to: `attachments.0.name` → "attachment". */
export function nameField(t: Translate, path: string): string {
  const known = FIELD_KEYS.find(([prefix]) => path.startsWith(prefix))
  return known === undefined ? path : t(known[1])
}
