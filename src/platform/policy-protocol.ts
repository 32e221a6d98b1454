import * as v from 'valibot'
import { policySchema } from './schema/policy.ts'

export const policyViewSchema = v.object({
  /** Whether anything is set at all, rightly or not. */
  managed: v.boolean(),
  policy: policySchema,
  /** Values that were skipped, for the administrator: place and reason. */
  faults: v.array(v.string()),
})
export type PolicyView = v.InferOutput<typeof policyViewSchema>

export const POLICY_PROTOCOL = {
  /** What the organisation that manages this browser has set. */
  'policy/get': { request: v.object({}), reply: policyViewSchema },
} as const
