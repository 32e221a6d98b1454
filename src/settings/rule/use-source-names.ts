import { useCallback } from 'preact/hooks'
import { BUILT_IN, OWN } from '../../packs/source-ids.ts'
import { useServices } from '../../ui/services.ts'

export type NameSource = (id: string) => string

/** Names of rule sources by id; one that is not known goes by its id. */
export function useSourceNames(): NameSource {
  const { t } = useServices()
  return useCallback(
    (id) => {
      if (id === BUILT_IN) return t('source_built_in')
      return id === OWN ? t('source_own') : id
    },
    [t],
  )
}
