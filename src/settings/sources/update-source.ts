import type { SourceFault, SourceView } from '../../platform/source-protocol.ts'
import type { MessageKey, Services } from '../../ui/services.ts'
import { quoteForeign } from '../../ui/quote-foreign.ts'
import { FAULT_KEYS } from './source-words.ts'

/** Asks a source for its rules as they are now; answers how it went, and throws where it did not. */
export async function updateSource(
  { call, t }: Pick<Services, 'call' | 't'>,
  { id, name, pinned }: Pick<SourceView, 'id' | 'name' | 'pinned'>,
): Promise<string> {
  const reply = await call('sources/update', { id })
  if ('fault' in reply) throw new Error(describeRefusal(t, name, reply.fault))
  return t(
    nameOutcome(reply.changed, pinned !== undefined),
    quoteForeign(name),
    quoteForeign(reply.version),
  )
}

function nameOutcome(hasChanged: boolean, isHeld: boolean): MessageKey {
  if (isHeld) return 'source_now_held'
  return hasChanged ? 'source_updated' : 'source_up_to_date'
}

/** The sentence for an action that a fault of the source kept from happening. */
export function describeRefusal(t: Services['t'], name: string, { kind }: SourceFault): string {
  return t('source_refused', quoteForeign(name), t(FAULT_KEYS[kind]))
}
