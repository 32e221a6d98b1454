import type { AddressFault } from '../../platform/source-url.ts'
import type { SourceFaultKind, SourceView, UpdateStep } from '../../platform/source-protocol.ts'
import type { MessageKey, Translate } from '../../ui/services.ts'

/** What was wrong with an update, one sentence for each kind. */
export const FAULT_KEYS = {
  address: 'fault_address',
  permission: 'fault_permission',
  offline: 'fault_offline',
  cut: 'fault_cut',
  slow: 'fault_slow',
  redirect: 'fault_redirect',
  status: 'fault_status',
  'web-page': 'fault_web_page',
  missing: 'fault_missing',
  'too-large': 'fault_too_large',
  malformed: 'fault_malformed',
  signature: 'fault_signature',
  mismatch: 'fault_mismatch',
  fingerprint: 'fault_fingerprint',
  rollback: 'fault_rollback',
  expired: 'fault_expired',
  clock: 'fault_clock',
  newer: 'fault_newer',
  pack: 'fault_pack',
  known: 'fault_known',
  'too-many': 'fault_too_many',
  full: 'fault_full',
  interrupted: 'fault_interrupted',
  failed: 'fault_failed',
} as const satisfies Record<SourceFaultKind, MessageKey>

export const ADDRESS_KEYS = {
  'no-address': 'source_no_address',
  'not-secure': 'source_not_secure',
  'extra-parts': 'source_extra_parts',
} as const satisfies Record<AddressFault, MessageKey>

export const STEP_KEYS = {
  root: 'step_root',
  metadata: 'step_metadata',
  pack: 'step_pack',
  compile: 'step_compile',
} as const satisfies Record<UpdateStep['name'], MessageKey>

export const CHANGE_KEYS = {
  added: 'change_added',
  changed: 'change_changed',
  removed: 'change_removed',
} as const satisfies Record<SourceView['versions'][number]['changes'][number]['kind'], MessageKey>

/** Those that are always there are named by us, the others by their publisher. */
export function nameSource(t: Translate, { kind, name }: SourceView): string {
  if (kind === 'built-in') return t('source_built_in')
  return kind === 'own' ? t('source_own') : name
}
