import type { Translate } from '../services.ts'
import type { CheckFault } from './use-check.ts'

/** Why something was not read, and what to do about it. */
export function describeFault(t: Translate, fault: CheckFault['fault']): string {
  switch (fault.kind) {
    case 'unknown':
      return t('check_fault_unknown')
    case 'large':
      return t('check_fault_large')
    case 'empty':
      return t('check_fault_empty')
    case 'no-mail':
      return t('check_fault_no_mail')
    case 'rest':
      return t('check_fault_rest', fault.read)
    case 'faulty':
      return t('check_fault_faulty', fault.reason)
  }
}
