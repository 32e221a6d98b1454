import { useCallback } from 'preact/hooks'
import { BUILT_IN, OWN } from '../../packs/source-ids.ts'
import { useServices } from '../../ui/services.ts'
import { useLive } from '../../ui/use-live.ts'

export type NameSource = (id: string) => string

/** Names of rule sources by id; one that is not known goes by its id. */
export function useSourceNames(): NameSource {
  const { call, t } = useServices()
  const { data } = useLive(
    useCallback(() => call('sources/list', {}), [call]),
    'told',
  )
  return useCallback(
    (id) => {
      if (id === BUILT_IN) return t('source_built_in')
      if (id === OWN) return t('source_own')
      return data?.find((source) => source.id === id)?.name ?? id
    },
    [t, data],
  )
}
