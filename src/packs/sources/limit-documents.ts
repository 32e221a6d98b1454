import type { PackFile } from '../pack-file.ts'
import type { FileFault } from '../read-yaml.ts'

/** Texts, numbers and keys of one rule, and of one list. */
const MAX_RULE_PARTS = 5_000
const MAX_LIST_PARTS = 200_000

type Documents = PackFile['documents']

/** Leaves out single documents that are large enough to take time and memory from all others. */
export function limitDocuments(documents: Documents): {
  readonly documents: Documents
  readonly faults: readonly FileFault[]
} {
  const faults: FileFault[] = []
  const small = documents.filter(({ path, value }) => {
    const limit = isList(value) ? MAX_LIST_PARTS : MAX_RULE_PARTS
    if (countParts(value, limit) <= limit) return true
    faults.push({ path, line: 1, message: `holds more than ${limit} texts, numbers and keys` })
    return false
  })
  return { documents: small, faults }
}

function isList(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return ['values', 'organisations', 'kinds', 'texts'].some((key) => Object.hasOwn(value, key))
}

/** Stops where there are more than `limit`. */
function countParts(value: unknown, limit: number): number {
  if (typeof value !== 'object' || value === null) return 1
  let count = 1
  for (const child of Object.values(value)) {
    count += countParts(child, limit - count)
    if (count > limit) break
  }
  return count
}
