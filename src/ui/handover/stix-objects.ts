/** Namespace of identifiers made from an object's own properties (STIX 2.1, section 2.9). */
const NAMESPACE = '00abedb4-aa42-466c-9c01-fed23315a9b7'

/** TLP:AMBER as the specification fixes it (STIX 2.1, section 7.2.1.4). */
export const TLP_AMBER = {
  type: 'marking-definition',
  spec_version: '2.1',
  id: 'marking-definition--f88d31f6-486f-44da-b317-01333bde0b82',
  created: '2017-01-20T00:00:00.000Z',
  definition_type: 'tlp',
  name: 'TLP:AMBER',
  definition: { tlp: 'amber' },
} as const

export interface StixObject {
  readonly type: string
  readonly id: string
  readonly [property: string]: unknown
}

/**
 * A cyber-observable object: its id follows from `contributing`, so that the same address has the same id
 * in every report.
 */
export async function makeObservable(
  type: string,
  contributing: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>> = {},
): Promise<StixObject> {
  const id = `${type}--${await makeNameUuid(writeCanonical(contributing))}`
  return { type, spec_version: '2.1', id, ...contributing, ...more }
}

/** UUID version 5 in the namespace of STIX. */
export async function makeNameUuid(name: string): Promise<string> {
  const space = NAMESPACE.replaceAll('-', '').match(/../gu) ?? []
  const text = new TextEncoder().encode(name)
  const bytes = new Uint8Array(space.length + text.length)
  bytes.set(space.map((hex) => parseInt(hex, 16)))
  bytes.set(text, space.length)
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-1', bytes)).slice(0, 16)
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80
  const hex = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const cuts = [0, 8, 12, 16, 20, 32]
  return cuts
    .slice(1)
    .map((end, index) => hex.slice(cuts[index], end))
    .join('-')
}

/** Canonical JSON (RFC 8785) of an object of texts: keys in order, no white space. */
function writeCanonical(properties: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(
    Object.fromEntries(Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1))),
  )
}
