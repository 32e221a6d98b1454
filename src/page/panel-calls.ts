import * as v from 'valibot'
import type { PageApi } from '../platform/page-api.ts'
import { takeData } from '../platform/page-checks.ts'
import type { PageAction } from '../platform/page-protocol.ts'
import { decisionSchema, type Decision } from '../platform/schema/views.ts'

/**
 * Tells the background what the reader of a message chose. Answers what stood before, to undo it with;
 * undefined where it was not done.
 */
export type Act = (
  action: PageAction,
  key: string,
  before?: Decision,
) => Promise<Decision | undefined>

export function connectPanel(api: PageApi): Act {
  return async (action, key, before) => {
    const data = { action, key, ...(before === undefined ? {} : { before }) }
    try {
      const reply = takeData(await api.runtime.sendMessage({ call: 'page/act', data }))
      const decision = v.safeParse(decisionSchema, reply)
      return decision.success ? decision.output : undefined
    } catch {
      return undefined
    }
  }
}
