import { useCallback } from 'preact/hooks'
import { BUILT_IN } from '../../packs/source-ids.ts'
import type { CallReply } from '../../platform/protocol.ts'
import type { RuleView } from '../../platform/schema/views.ts'
import { useServices } from '../../ui/services.ts'
import { useLive, type Live } from '../../ui/use-live.ts'
import type { RuleDocument } from './rule-document.ts'

type RuleReading = NonNullable<CallReply<'rules/read'>>

/** A rule with all that can be read of it. */
export interface OpenedRule extends RuleReading {
  readonly written: RuleDocument | undefined
}

/** Opens a rule; files of rules are fetched when the first one is opened. */
export function useRule({ id, source }: RuleView): Live<OpenedRule | null> {
  const { call } = useServices()
  return useLive(
    useCallback(async () => {
      const [reading, documents] = await Promise.all([
        call('rules/read', { id }),
        import('./rule-document.ts'),
      ])
      if (reading === null) return null
      if (source === BUILT_IN) return { ...reading, written: documents.findBuiltIn(id) }
      const ownId = id.slice(id.indexOf('/') + 1)
      const { document } = reading
      return { ...reading, written: document && documents.readContent(document, ownId) }
    }, [call, id, source]),
    'once',
  )
}
