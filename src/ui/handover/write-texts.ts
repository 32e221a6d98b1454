import type { Translate } from '../services.ts'
import { describeFinding, describeMoment, listFacts, makePlain } from './describe-message.ts'
import type { HandedMessage, HandOverContent } from './handed-message.ts'

/** For the security team: everything, with room for what only the user knows. */
export function writeTeamText(t: Translate, { messages }: HandOverContent): string {
  return join([
    t('text_team_intro'),
    ...messages.map((one) => describe(t, one)),
    t('text_team_ask'),
  ])
}

export function writeCertText(t: Translate, { messages }: HandOverContent): string {
  return join([
    t('text_cert_intro'),
    ...messages.map((one) => describe(t, one)),
    t('text_cert_ask'),
  ])
}

/** LinkedIn knows the account and the conversation: short, and without anything to look up. */
export function writeLinkedInText(t: Translate, { messages }: HandOverContent): string {
  const blocks = messages.map(({ sender, address, findings, headline }) =>
    [
      makePlain([sender, address].filter((part) => part !== '').join(', ')),
      makePlain(headline),
      ...findings.map(({ title, explain }) => makePlain(`- ${title}: ${explain}`)),
    ]
      .filter((line) => line !== '')
      .join('\n'),
  )
  return join([t('text_linkedin_intro'), ...blocks, t('text_linkedin_ask')])
}

/**
 * For the FBI's Internet Crime Complaint Center, which reads English: these words are part of the form,
 * not of the interface, so they stand here and in no other language. Its own form asks for the rest.
 */
export function writeIc3Text({ messages }: HandOverContent): string {
  const blocks = messages.map((message) => {
    const { sender, address, siteName, sentAt, subject, excerpt, hosts, attachments } = message
    const facts: readonly (readonly [string, string])[] = [
      ['Name used by the subject', sender],
      ['E-mail address or profile of the subject', address],
      ['How contact was made', siteName],
      ['Date of the message (UTC)', sentAt ?? ''],
      ['Subject line', subject],
      ['Beginning of the message', excerpt],
      ['Web sites the message linked to', hosts.join(', ')],
      ['Files sent or offered', attachments.join(', ')],
      ['Note of the complainant', message.note ?? ''],
    ]
    const findings = message.findings.map(({ title, level }) => `- ${title} (${level})`)
    return [
      ...facts
        .filter(([, value]) => value !== '')
        .map(([name, value]) => `${name}: ${makePlain(value)}`),
      'What was noticed in it:',
      ...findings,
    ].join('\n')
  })
  return join([
    'Description of incident: someone who poses as a recruiter contacted me. The messages look like an attempt to make me open harmful files or run code (social engineering; no money was asked for unless stated below).',
    ...blocks,
    'Loss, device affected and what was opened or run (please fill in):',
  ])
}

function describe(t: Translate, message: HandedMessage): string {
  const { findings, moments } = message
  return [
    ...listFacts(t, message).map(([name, value]) => `${name}: ${value}`),
    `${t('handed_findings')}:`,
    ...findings.map((finding) => `- ${describeFinding(t, finding)}`),
    ...(moments.length === 0 ? [] : [`${t('handed_timeline')}:`]),
    ...moments.map((moment) => `- ${describeMoment(t, moment)}`),
  ].join('\n')
}

function join(blocks: readonly string[]): string {
  return `${blocks.join('\n\n')}\n`
}
