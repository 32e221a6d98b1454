import type { Moment } from '../../../src/platform/inbox-protocol.ts'
import type { FlaggedEntry, MessageView } from '../../../src/platform/schema/views.ts'
import {
  DEFAULT_REDACTION,
  type HandedMessage,
  type HandOverContent,
  type RedactionChoice,
} from '../../../src/ui/handover/handed-message.ts'
import { redactEntry } from '../../../src/ui/handover/redact.ts'
import { sampleEntry, sampleFinding } from '../samples.ts'

export const OWN = ['Sam Rivera', 'sam.rivera@me.example']

export const NASTY = '"><img src=x onerror=alert(1)><script>alert(2)</script>\r\nBcc: x@y.example'

/** A flagged mail with everything that an entry can hold; the user's name stands all over it. */
export function mailEntry(part: Partial<MessageView> = {}): FlaggedEntry {
  const entry = sampleEntry('m1', Date.parse('2026-11-20T10:00:00Z'))
  return {
    ...entry,
    note: 'Sam Rivera asked HR',
    ruleSet: 'abc123',
    view: {
      ...entry.view,
      channel: 'email',
      sender: 'Robin Vale',
      address: 'robin@acme-jobs.example',
      subject: 'Offer for Sam Rivera',
      excerpt:
        'Dear Sam, open https://files.acme-jobs.example/a and write to SAM.RIVERA@me.example',
      hosts: ['files.acme-jobs.example', '192.0.2.7', 'not a host'],
      attachments: ['Offer_Sam_Rivera.zip'],
      sentAt: '2026-11-20T09:00:00.000Z',
      recipient: { name: 'Sam Rivera', email: 'sam.rivera@me.example' },
      verdict: {
        ...entry.view.verdict,
        findings: [
          sampleFinding({
            tags: ['attack.initial-access', 'attack.t1566.003'],
            evidence: [{ field: 'text', start: 0, end: 8, text: 'Dear Sam' }],
          }),
        ],
      },
      ...part,
    },
  }
}

export const MOMENTS: readonly Moment[] = [
  {
    key: 'a',
    sentAt: Date.parse('2026-11-19T09:00:00Z'),
    outgoing: false,
    elsewhere: false,
    signs: [{ rule: 'r', title: 'Friendly approach', stage: 'approach' }],
  },
  { key: 'b', outgoing: true, elsewhere: false, signs: [] },
]

export function handOver(
  entries: readonly FlaggedEntry[],
  choice: Partial<RedactionChoice> = {},
): HandOverContent {
  const whole = { ...DEFAULT_REDACTION, ownWords: OWN, ...choice }
  return {
    messages: entries.map((entry) =>
      redactEntry(entry, { choice: whole, siteName: () => 'Gmail', moments: MOMENTS }),
    ),
    choice: whole,
    createdAt: '2026-11-24T12:00:00.000Z',
    version: '1.2.3',
  }
}

export const handed = (entry: FlaggedEntry, choice?: Partial<RedactionChoice>): HandedMessage =>
  handOver([entry], choice).messages[0]!
