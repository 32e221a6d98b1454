import type { MessageKey, Translate } from '../services.ts'
import type { HandOverContent } from './handed-message.ts'
import { writeHtml } from './write-html.ts'
import { writeJson } from './write-json.ts'
import { isMail, writeMail, writeMbox } from './write-mail.ts'
import { writeStix } from './write-stix.ts'
import { writeCertText, writeIc3Text, writeLinkedInText, writeTeamText } from './write-texts.ts'

export const FORMS = ['team', 'linkedin', 'ic3', 'cert', 'html', 'json', 'stix', 'mail'] as const
export type Form = (typeof FORMS)[number]

export const FORM_KEYS = {
  team: 'format_team',
  linkedin: 'format_linkedin',
  ic3: 'format_ic3',
  cert: 'format_cert',
  html: 'format_html',
  json: 'format_json',
  stix: 'format_stix',
  mail: 'format_mail',
} as const satisfies Record<Form, MessageKey>

export const FORM_HELP_KEYS = {
  team: 'format_help_team',
  linkedin: 'format_help_linkedin',
  ic3: 'format_help_ic3',
  cert: 'format_help_cert',
  html: 'format_help_html',
  json: 'format_help_json',
  stix: 'format_help_stix',
  mail: 'format_help_mail',
} as const satisfies Record<Form, MessageKey>

/** What leaves: exactly these characters. */
export interface HandedFile {
  /** Nothing in it comes from a message. */
  readonly name: string
  /** MIME type. */
  readonly type: string
  readonly text: string
}

export interface Language {
  readonly t: Translate
  readonly direction: 'ltr' | 'rtl'
}

/** The content in one form; undefined where there is nothing to put into it. */
export async function makeFile(
  form: Form,
  content: HandOverContent,
  { t, direction }: Language,
): Promise<HandedFile | undefined> {
  const name = `lurewatch-${form}-${content.createdAt.slice(0, 10)}`
  const asText = (text: string): HandedFile => ({ name: `${name}.txt`, type: 'text/plain', text })
  switch (form) {
    case 'team':
      return asText(writeTeamText(t, content))
    case 'linkedin':
      return asText(writeLinkedInText(t, content))
    case 'ic3':
      return asText(writeIc3Text(content))
    case 'cert':
      return asText(writeCertText(t, content))
    case 'html':
      return { name: `${name}.html`, type: 'text/html', text: writeHtml(t, direction, content) }
    case 'json':
      return { name: `${name}.json`, type: 'application/json', text: writeJson(content) }
    case 'stix': {
      const text = await writeStix(content, () => crypto.randomUUID())
      return { name: `${name}.json`, type: 'application/json', text }
    }
    case 'mail':
      return makeMailFile(name, content, t('handed_mail_note'))
  }
}

function makeMailFile(
  name: string,
  { messages }: HandOverContent,
  note: string,
): HandedFile | undefined {
  const mails = messages.filter(isMail)
  const [first] = mails
  if (first === undefined) return undefined
  return mails.length === 1
    ? { name: `${name}.eml`, type: 'message/rfc822', text: writeMail(first, note) }
    : { name: `${name}.mbox`, type: 'application/mbox', text: writeMbox(mails, note) }
}
