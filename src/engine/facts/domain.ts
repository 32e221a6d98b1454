import { parse } from 'tldts'

/**
 * The parts of a host by the Public Suffix List with its private part: `x.github.io` and `foo.ae.org`
 * are domains of their own, since whoever holds them is not whoever holds `github.io`.
 */
export interface HostParts {
  /** Registrable domain. */
  readonly domain: string
  /** The registrable label: `example` of `example.co.uk`. */
  readonly label: string
  readonly suffix: string
  /** Labels before it, from the left. */
  readonly before: readonly string[]
  /** The suffix is one that a company, not a registry, lets out. */
  readonly isPrivateSuffix: boolean
}

const OPTIONS = { allowPrivateDomains: true, extractHostname: false, validateHostname: false }

/** Undefined for addresses in numbers, single labels and bare suffixes. */
export function splitHost(host: string): HostParts | undefined {
  const { domain, domainWithoutSuffix, publicSuffix, subdomain, isPrivate, isIp } = parse(
    host,
    OPTIONS,
  )
  if (isIp === true || !domain || !domainWithoutSuffix || !publicSuffix) return undefined
  return {
    domain,
    label: domainWithoutSuffix,
    suffix: publicSuffix,
    before: subdomain ? subdomain.split('.') : [],
    isPrivateSuffix: isPrivate === true,
  }
}

/** Whether the ending of a host is one that registries let out. */
export function hasKnownSuffix(host: string): boolean {
  const { isIcann, isPrivate } = parse(host, OPTIONS)
  return isIcann === true || isPrivate === true
}

/** Host of an address, lower case; undefined where there is none. */
export function hostOfAddress(address: string): string | undefined {
  const at = address.lastIndexOf('@')
  if (at < 0) return undefined
  const host = address
    .slice(at + 1)
    .trim()
    .toLowerCase()
    .replace(/[>\s.]+$/, '')
  return host === '' ? undefined : host
}
