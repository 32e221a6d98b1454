import type { Level } from '../../src/engine/verdict.ts'
import type { FlaggedEntry, MessageView, TabView } from '../../src/platform/schema/views.ts'

export type FindingView = MessageView['verdict']['findings'][number]

export function sampleFinding(part: Partial<FindingView> = {}): FindingView {
  return {
    rule: '0b0f6a52-54a5-4f0c-8c9b-4f3e7a3d9f01',
    name: 'employer_lookalike_domain',
    title: 'Sender imitates an employer',
    level: 'high',
    stage: 'trust',
    evidence: [{ field: 'sender.email', start: 8, end: 25, text: 'acme-jobs.example' }],
    explain: 'The address only looks like the employer’s own.',
    innocent: 'A staffing agency may write for the employer.',
    advice: 'Ask the employer on its own site.',
    headline: 'Looks like a recruiter lure',
    ...part,
  }
}

/** A message of `level`, with a finding unless the level is `none`. */
export function sampleMessage(
  id: string,
  level: Level,
  part: Partial<MessageView> = {},
): MessageView {
  return {
    key: `gmail|a|${id}`,
    site: 'gmail',
    sender: `Sender ${id}`,
    address: `${id}@mail.example`,
    subject: `Subject ${id}`,
    excerpt: `Text of ${id}`,
    hosts: [],
    attachments: [],
    outgoing: false,
    verdict: { id, level, findings: level === 'none' ? [] : [sampleFinding({ level })] },
    dismissed: false,
    ...part,
  }
}

export function sampleEntry(
  id: string,
  flaggedAt: number,
  state: FlaggedEntry['state'] = 'new',
): FlaggedEntry {
  const view = sampleMessage(id, 'high')
  return { key: view.key, state, flaggedAt, url: 'https://mail.example/inbox', view }
}

export function sampleTab(part: Partial<TabView> = {}): TabView {
  return {
    host: 'mail.google.com',
    siteName: 'Gmail',
    status: 'reading',
    messages: [],
    privateWindow: false,
    ...part,
  }
}
