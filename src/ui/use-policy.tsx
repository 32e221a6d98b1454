import { useCallback } from 'preact/hooks'
import type { PolicyView } from '../platform/policy-protocol.ts'
import type { PolicySetting } from '../platform/schema/policy.ts'
import { ForeignText } from './foreign-text.tsx'
import { useServices } from './services.ts'
import { useLive } from './use-live.ts'

/** What the organisation has set; undefined until it is known. */
export function usePolicy(): PolicyView | undefined {
  const { call } = useServices()
  return useLive(
    useCallback(() => call('policy/get', {}), [call]),
    'told',
  ).data
}

/** Whether users can't change this setting. */
export function isLocked(view: PolicyView | undefined, setting: PolicySetting): boolean {
  return view?.policy.locked?.includes(setting) === true
}

interface NoteProps {
  readonly view: PolicyView | undefined
  /** For `aria-describedby` of the control that it explains. */
  readonly id?: string
}

/** Says by whom the control beside it is managed. */
export function ManagedNote({ view, id }: NoteProps) {
  const { t } = useServices()
  const name = view?.policy.organisation?.name
  return (
    <p class="managed-note" id={id}>
      {name === undefined ? (
        t('managed_by_organisation')
      ) : (
        <ForeignText text={t('managed_by', name)} />
      )}
    </p>
  )
}
