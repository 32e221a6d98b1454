import * as v from 'valibot'
import type { AllowedSender } from '../platform/schema/policy.ts'
import { knownSenderSchema, type KnownSender, type MessageView } from '../platform/schema/views.ts'
import { loadPolicy } from '../platform/managed.ts'
import { readStored, removeStored, writeStored } from '../platform/storage.ts'
import { AllowedSenders } from './allowed-senders.ts'

const KEY = 'senders'
/** The ones decided on last. */
const MAX_SENDERS = 1_000

const schema = v.array(v.unknown())
const opened = new WeakMap<readonly AllowedSender[], AllowedSenders>()
/** As much of a message as tells whose it is. */
export type Identified = Pick<MessageView, 'site' | 'address' | 'dmarc'>
type SenderName = Pick<KnownSender, 'site' | 'address'>

/** Senders that the user decided on, and those that a policy trusts. */
export class KnownSenders {
  constructor(
    readonly senders: readonly KnownSender[],
    readonly managed: AllowedSenders = new AllowedSenders([]),
  ) {}

  isTrusted(view: Identified): boolean {
    return this.isManaged(view) || this.find(view)?.trusted === true
  }

  isAllowed(view: Identified): boolean {
    const isGiven = this.managed.list(view).some((entry) => entry.openWithoutAsking === true)
    return isGiven || this.find(view)?.allowed === true
  }

  /** Whether the organisation, not the user, trusts the sender. */
  isManaged(view: Identified): boolean {
    return this.managed.list(view).length > 0
  }

  /** Mail that fails DMARC, or lacks what it had at the decision, comes from somebody else. */
  find(view: Identified): KnownSender | undefined {
    const known = this.senders.find((sender) => isSameSender(sender, view))
    if (known === undefined || view.dmarc === 'fail') return undefined
    return known.authenticated && view.dmarc !== 'pass' ? undefined : known
  }
}

/** Those of private windows stay in memory, and count there only. */
export async function loadKnownSenders(isPrivate: boolean): Promise<KnownSenders> {
  const kept = await listSenders('local')
  const { allowedSenders = [] } = await loadPolicy()
  const senders = isPrivate ? [...(await listSenders('session')), ...kept] : kept
  return new KnownSenders(senders, openAllowed(allowedSenders))
}

/** A list that has not changed keeps its index. */
function openAllowed(entries: readonly AllowedSender[]): AllowedSenders {
  const known = opened.get(entries) ?? new AllowedSenders(entries)
  opened.set(entries, known)
  return known
}

/** One that does not parse loses no other. */
export async function listSenders(area: 'local' | 'session'): Promise<KnownSender[]> {
  const stored = (await readStored(area, KEY, schema)) ?? []
  return stored.flatMap((item) => {
    const parsed = v.safeParse(knownSenderSchema, item)
    return parsed.success ? [parsed.output] : []
  })
}

/** Keeps what was decided on one sender; a decision for nothing is none. */
export async function keepSender(area: 'local' | 'session', sender: KnownSender): Promise<void> {
  const address = sender.address.toLowerCase()
  const others = (await listSenders(area)).filter((one) => !isSameSender(one, sender))
  const isKept = sender.trusted || sender.allowed
  const senders = isKept ? [...others, { ...sender, address }] : others
  if (senders.length === 0) await removeStored(area, [KEY])
  else await writeStored(area, KEY, senders.slice(-MAX_SENDERS))
}

export async function forgetSenders(area: 'local' | 'session'): Promise<void> {
  await removeStored(area, [KEY])
}

/** Whether anything tells the sender of a message apart from others. */
export function isIdentified(view: Identified): boolean {
  return view.address !== '' && view.dmarc !== 'fail'
}

export function isSameSender(one: SenderName, other: SenderName): boolean {
  return one.site === other.site && one.address.toLowerCase() === other.address.toLowerCase()
}
