import type { Trouble } from '../platform/schema/health.ts'
import type { Translate } from './services.ts'

/** Why the messages of a page can't be read, in a sentence. */
export function describeTrouble(t: Translate, { kind, fields }: Trouble): string {
  switch (kind) {
    case 'no-messages':
      return t('trouble_no_messages')
    case 'all-own':
      return t('trouble_all_own')
    case 'field-missing':
      return t('trouble_field_missing', fields.join(', '))
  }
}
