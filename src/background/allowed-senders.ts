import type { AllowedSender } from '../platform/schema/policy.ts'
import type { Identified } from './known-senders.ts'

/** Senders that a policy trusts, ready for look-ups that don't grow with their number. */
export class AllowedSenders {
  readonly #byName = new Map<string, AllowedSender[]>()

  constructor(entries: readonly AllowedSender[]) {
    for (const entry of entries) {
      for (const name of listNames(entry)) {
        this.#byName.set(name, [...(this.#byName.get(name) ?? []), entry])
      }
    }
  }

  /**
   * The entries that this message falls under. A domain is that and no other: neither one below it nor
   * one that looks like it. Without a DMARC pass an address is only a claim, so it counts where the
   * policy says so outright, and never where DMARC failed.
   */
  list({ address, dmarc }: Identified): readonly AllowedSender[] {
    const whole = address.toLowerCase()
    const at = whole.indexOf('@')
    if (at < 1 || at !== whole.lastIndexOf('@') || dmarc === 'fail') return []
    const found = [...(this.#byName.get(whole) ?? []), ...(this.#byName.get(whole.slice(at)) ?? [])]
    return found.filter((entry) => dmarc === 'pass' || entry.withoutAuthentication === true)
  }
}

/** Keys: the address, or the domain behind an `@`; each also as mail servers write other scripts. */
function listNames({ address, domain }: AllowedSender): string[] {
  const name = address ?? `@${domain ?? ''}`
  const at = name.lastIndexOf('@')
  const host = name.slice(at + 1)
  return [...new Set([host, toAscii(host)])].map((one) => name.slice(0, at + 1) + one)
}

function toAscii(host: string): string {
  const address = `https://${host}/`
  return URL.canParse(address) ? new URL(address).hostname : host
}
