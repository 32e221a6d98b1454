import { readKeptParts } from '../platform/kept-parts.ts'
import { readPasted } from '../platform/mail/read-file.ts'
import type { Message } from '../engine/message.ts'
import { readDocuments } from '../packs/read-pack.ts'
import { readYaml } from '../packs/read-yaml.ts'
import type { Caller } from '../ui/services.ts'
import { Slices } from './slices.ts'
import type { TrialItem } from './trial.ts'

/** Flagged messages that rules are tried on, newest first. */
const MAX_FLAGGED = 200

/** What the user typed to try rules on. */
export interface Pasted {
  readonly text: string
  readonly subject: string
  readonly name: string
  readonly address: string
}

export const NOTHING_PASTED: Pasted = { text: '', subject: '', name: '', address: '' }

/** A text with header lines is read as the mail that it is; the fields beside it come on top. */
export async function readPastedItem(pasted: Pasted): Promise<TrialItem[]> {
  const { text, subject, name, address } = pasted
  if ([text, subject, name, address].every((part) => part.trim() === '')) return []
  const item = await readPasted(text, '', 'pasted')
  if (!('message' in item)) return []
  const { message } = item
  const sender = {
    ...message.sender,
    ...(name.trim() === '' ? {} : { name: name.trim() }),
    ...(address.trim() === '' ? {} : { email: address.trim() }),
  }
  const filled: Message = {
    ...message,
    threadId: message.threadId ?? 'pasted',
    ...(Object.keys(sender).length === 0 ? {} : { sender }),
    ...(subject.trim() === '' ? {} : { subject: subject.trim() }),
  }
  return [{ title: '', example: [filled] }]
}

/** The last flagged messages, as far as they are kept. */
export async function readFlaggedItems(call: Caller): Promise<TrialItem[]> {
  const keys = (await call('inbox/keys', { filter: {} })).slice(0, MAX_FLAGGED)
  const entries = keys.length === 0 ? [] : await call('inbox/entries', { keys })
  return entries.map(({ view }) => {
    return { title: view.sender, example: [readKeptParts(view, undefined)] }
  })
}

/** Near misses of the built-in signals and stories, and the honest messages that exceptions are for. */
export async function readCleanItems(): Promise<TrialItem[]> {
  const { ruleTexts } = await import('virtual:rule-texts')
  const slices = new Slices(() => true)
  const items: TrialItem[] = []
  for (const { path, text } of ruleTexts) {
    const { documents } = readYaml(path, text)
    for (const { rule, kind, match, near } of readDocuments(documents).examples) {
      const clean = kind === 'exception' ? match : near
      items.push(...clean.map((example) => ({ title: rule, example })))
    }
    await slices.pause()
  }
  return items
}
