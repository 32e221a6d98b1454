import { messageKey } from '../engine/conversation.ts'
import { unwrapLink } from '../engine/facts/link.ts'
import type { Link, Message } from '../engine/message.ts'
import type { Evidence, Finding, Verdict } from '../engine/verdict.ts'
import type { MessageView, Warning } from '../platform/schema/views.ts'

const MAX_EXCERPT = 300
const MAX_FIELD = 200
const MAX_ITEMS = 50
const MAX_LINKS = 500
const MAX_EVIDENCE = 50
const MAX_MARK = 500

/** What the popup and the inbox keep of a message: never more than an excerpt of its text. */
export function viewMessage(message: Message, verdict: Verdict, dismissed: boolean): MessageView {
  const { sender, subject, sentAt, attachments = [], links = [] } = message
  const dmarc = message.authentication?.dmarc
  return {
    key: messageKey(message),
    site: message.site ?? '',
    sender: cut(sender?.name ?? '', MAX_FIELD),
    address: cut(sender?.email ?? sender?.profileUrl ?? '', MAX_FIELD),
    subject: cut(subject ?? '', MAX_FIELD),
    excerpt: cut(message.text.replace(/\s+/g, ' ').trim(), MAX_EXCERPT),
    hosts: listHosts(links),
    attachments: attachments.slice(0, MAX_ITEMS).map(({ name }) => cut(name, MAX_FIELD)),
    outgoing: message.direction === 'outgoing',
    ...(sentAt === undefined ? {} : { sentAt }),
    ...(dmarc === undefined ? {} : { dmarc }),
    verdict: limitVerdict(verdict),
    dismissed,
    ...(message.channel === undefined ? {} : { channel: message.channel }),
    ...viewRecipient(message),
  }
}

function viewRecipient({ recipient }: Message): Pick<MessageView, 'recipient'> {
  const { name, email } = recipient ?? {}
  if (name === undefined && email === undefined) return {}
  return {
    recipient: {
      ...(name === undefined ? {} : { name: cut(name, MAX_FIELD) }),
      ...(email === undefined ? {} : { email: cut(email, MAX_FIELD) }),
    },
  }
}

/** Bounds the evidence: a message that repeats one phrase a thousand times is marked enough. */
export function limitVerdict(verdict: Verdict): Verdict {
  return { ...verdict, findings: verdict.findings.map(limitFinding) }
}

/** `ruleSet`: version of the rules. */
export function warnOf(view: MessageView, ruleSet: string): Warning {
  const { key, site, verdict, address, dmarc, allowed, hosts, attachments } = view
  const [first] = verdict.findings
  return {
    key,
    site,
    verdict,
    headline: first?.headline ?? first?.title ?? '',
    hosts,
    attachments,
    ruleSet,
    ...(address === '' ? {} : { sender: address }),
    ...(dmarc === undefined ? {} : { dmarc }),
    ...(allowed === undefined ? {} : { allowed }),
  }
}

function limitFinding(finding: Finding): Finding {
  return { ...finding, evidence: finding.evidence.slice(0, MAX_EVIDENCE).map(limitEvidence) }
}

/** Offsets stay true to the text that is left. */
function limitEvidence(evidence: Evidence): Evidence {
  if (evidence.text.length <= MAX_MARK) return evidence
  const text = evidence.text.slice(0, MAX_MARK)
  return { ...evidence, text, end: evidence.start + text.length }
}

function listHosts(links: readonly Link[]): string[] {
  const hosts = new Set<string>()
  for (const { href } of links.slice(0, MAX_LINKS)) {
    if (hosts.size === MAX_ITEMS) break
    const target = unwrapLink(href)
    const host = URL.canParse(target) ? new URL(target).hostname : ''
    if (host !== '') hosts.add(cut(host, MAX_FIELD))
  }
  return [...hosts]
}

/** Cuts between characters, not inside a surrogate pair. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text
  const end = /[\uD800-\uDBFF]/.test(text.charAt(length - 2)) ? length - 2 : length - 1
  return `${text.slice(0, end)}…`
}
