import type { Level, Stage } from '../engine/verdict.ts'
import type { PageApi } from '../platform/page-api.ts'
import { findTextDirection } from '../platform/text-direction.ts'

/** Names of the parts of a message, for the reader; keys are the first words of an evidence's field. */
const FIELD_KEYS: Readonly<Record<string, string>> = {
  text: 'panel_field_text',
  quoted: 'panel_field_quoted',
  hidden: 'panel_field_hidden',
  subject: 'panel_field_subject',
  'sender.name': 'panel_field_sender_name',
  'sender.email': 'panel_field_sender_email',
  'sender.replyTo': 'panel_field_sender_reply_to',
  'sender.profileUrl': 'panel_field_sender_profile',
  'sender.headline': 'panel_field_sender_headline',
  attachments: 'panel_field_attachment',
  links: 'panel_field_link',
}

/** The panel's strings, in the browser's language. */
export class PanelTexts {
  constructor(private readonly api: PageApi) {}

  get(key: string, ...parts: string[]): string {
    return this.api.i18n.getMessage(`panel_${key}`, parts)
  }

  nameLevel(level: Level): string {
    return this.get(`level_${level}`)
  }

  nameStage(stage: Stage): string {
    return this.get(`stage_${stage.replace('-', '_')}`)
  }

  /** A day, in the language of the texts; '' where it is none. */
  formatDate(iso: string): string {
    const date = new Date(iso)
    if (Number.isNaN(date.getTime())) return ''
    try {
      const language = this.api.i18n.getMessage('language_tag')
      return new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(date)
    } catch {
      return iso.slice(0, 10)
    }
  }

  nameField(field: string): string {
    const key = FIELD_KEYS[field] ?? FIELD_KEYS[field.split('.')[0] ?? ''] ?? 'panel_field_other'
    return this.api.i18n.getMessage(key)
  }

  get direction(): 'ltr' | 'rtl' {
    return findTextDirection(this.api.i18n.getMessage('language_tag'))
  }
}
