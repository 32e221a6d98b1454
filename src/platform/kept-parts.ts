import type { MemoryEntry } from '../engine/conversation.ts'
import type { Message, Sender } from '../engine/message.ts'
import type { MessageView } from './schema/views.ts'

/** What stands at the end of a field that was cut when it was kept. */
const CUT = '…'

/**
 * A message made of what the inbox kept of it: the beginning of its text, names, subject, hosts. Of its
 * links only the hosts are known. `memory`: what is remembered of the same message.
 */
export function readKeptParts(view: MessageView, memory: MemoryEntry | undefined): Message {
  const { key, site, verdict, subject, excerpt, hosts, attachments, sentAt, channel } = view
  const scope = key.slice(0, key.length - verdict.id.length)
  const threadId = memory?.thread?.slice(scope.length) ?? verdict.threadId
  const account = scope.slice(site.length + 1, -1)
  return {
    id: verdict.id,
    ...(site === '' ? {} : { site }),
    ...(account === '' ? {} : { account }),
    ...(threadId === undefined ? {} : { threadId }),
    ...(channel === undefined ? {} : { channel }),
    ...(sentAt === undefined ? {} : { sentAt }),
    ...(view.outgoing ? { direction: 'outgoing' as const } : {}),
    ...(view.recipient === undefined ? {} : { recipient: view.recipient }),
    sender: readSender(view, memory),
    ...(view.dmarc === undefined ? {} : { authentication: { dmarc: view.dmarc } }),
    ...(subject === '' ? {} : { subject: uncut(subject) }),
    text: uncut(excerpt),
    links: hosts.map((host) => ({ href: `https://${host}/`, text: '' })),
    attachments: attachments.map((name) => ({ name: uncut(name) })),
  }
}

function readSender({ sender, address }: MessageView, memory: MemoryEntry | undefined): Sender {
  const isProfile = address.includes('://')
  const known = memory?.senderKey
  const profileUrl = known?.includes('://') === true ? known : isProfile ? address : undefined
  return {
    ...(sender === '' ? {} : { name: sender }),
    ...(address === '' || isProfile ? {} : { email: address }),
    ...(profileUrl === undefined ? {} : { profileUrl }),
  }
}

function uncut(text: string): string {
  return text.endsWith(CUT) ? text.slice(0, -CUT.length) : text
}
