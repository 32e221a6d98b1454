import browser from 'webextension-polyfill'
import { parsePolicy, type ParsedPolicy } from './parse-policy.ts'

const NONE: ParsedPolicy = { policy: {}, faults: [] }

let last: { readonly text: string; readonly parsed: ParsedPolicy } | undefined

/**
 * What the organisation sets for this browser. It is asked of the browser whenever something depends on it,
 * so that a worker that has just woken never judges before it knows the policy, and a change holds at
 * once; only the parsing of an unchanged policy is spared.
 */
export async function loadParsedPolicy(): Promise<ParsedPolicy> {
  const raw = await readManaged()
  const text = JSON.stringify(raw)
  if (text === '{}') return NONE
  if (last?.text !== text) last = { text, parsed: parsePolicy(raw) }
  return last.parsed
}

export async function loadPolicy(): Promise<ParsedPolicy['policy']> {
  return (await loadParsedPolicy()).policy
}

/** Firefox rejects where nobody manages anything. */
async function readManaged(): Promise<Record<string, unknown>> {
  try {
    return await browser.storage.managed.get(null)
  } catch {
    return {}
  }
}

/** Calls back when the policy changes. Register while the script starts. */
export function onPolicyChanged(listener: () => void): void {
  browser.storage.onChanged.addListener((_, area) => {
    if (area === 'managed') listener()
  })
}
