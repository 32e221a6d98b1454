import { Root } from '@tufjs/models'
import { ROLES, type RoleName, type SigningKeys } from './signing-keys.ts'

export type JsonObject = Parameters<typeof Root.fromJSON>[0]

/** The signed part of a root: which keys speak for which role. */
export function makeRoot(
  fields: { version: number; specVersion: string; expires: string },
  keys: SigningKeys,
  threshold: number,
): Root {
  const list = ROLES.flatMap((role) =>
    keys[role].map(({ key }) => [key.keyID, key.toJSON()] as const),
  )
  const role = (name: RoleName) => ({
    keyids: keys[name].map(({ key }) => key.keyID),
    threshold: name === 'root' ? threshold : 1,
  })
  return Root.fromJSON({
    _type: 'root',
    version: fields.version,
    spec_version: fields.specVersion,
    expires: fields.expires,
    consistent_snapshot: true,
    keys: Object.fromEntries(list),
    roles: Object.fromEntries(ROLES.map((name) => [name, role(name)])),
  })
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
