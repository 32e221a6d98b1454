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

/** Milliseconds that a browser may take to hand a policy to an extension that it has just installed. */
const SETTLING = 1_000

/** Resolves once a policy is there, or none seems to come. */
export async function settlePolicy(): Promise<void> {
  if (Object.keys(await readManaged()).length > 0) return
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, SETTLING)
    onPolicyChanged(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}
