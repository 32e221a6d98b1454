import { loadParsedPolicy } from '../platform/managed.ts'
import type { PolicyView } from '../platform/policy-protocol.ts'

export async function viewPolicy(): Promise<PolicyView> {
  const { policy, faults } = await loadParsedPolicy()
  return {
    managed: Object.keys(policy).length > 0 || faults.length > 0,
    policy,
    faults: [...faults],
  }
}
