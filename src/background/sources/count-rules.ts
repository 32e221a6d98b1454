import type { PackFile } from '../../packs/pack-file.ts'
import { isList } from '../../packs/parse-list.ts'
import { findSigmaKind } from '../../packs/parse-rule.ts'
import { isFields } from '../../packs/rule-fields.ts'
import type { RuleCounts } from '../../platform/source-protocol.ts'

type Kind = keyof RuleCounts
const RULE_KINDS = { signal: 'signals', story: 'stories', exception: 'exceptions' } as const

/** How much of what a pack brings; whether each of it works shows when it is compiled. */
export function countRules(documents: PackFile['documents']): RuleCounts {
  const counts = { signals: 0, stories: 0, exceptions: 0, lists: 0, sites: 0 }
  for (const { path, value } of documents) {
    const kind = findKind(path, value)
    if (kind !== undefined) counts[kind] += 1
  }
  return counts
}

function findKind(path: string, value: unknown): Kind | undefined {
  if (!isFields(value)) return undefined
  const rule = findSigmaKind(value)
  if (rule !== undefined) return RULE_KINDS[rule]
  if (isList(value)) return 'lists'
  return /(?:^|\/)sites\//.test(path) ? 'sites' : undefined
}
