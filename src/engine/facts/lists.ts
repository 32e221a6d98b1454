import type { FileKind, Lists } from '../rule-set.ts'
import { indexOrganisations, type OrganisationIndex } from './organisation-index.ts'

/** Lists made ready for look-ups; compiled once per rule set. */
export interface CompiledLists {
  readonly organisations: OrganisationIndex
  readonly fileKinds: ReadonlyMap<string, FileKind>
  /** Whether a host or one of its parents stands in a list (`freemail_hosts`). */
  hasHost(list: string, host: string): boolean
  /** Whether links to a host have categories, at least below some path. */
  mayCategorize(host: string): boolean
  /** Categories of a link by the lists of hosts, most specific entry first. */
  categorize(host: string, path: string): readonly string[]
  /** Plain entries of a list. */
  has(list: string, value: string): boolean
}

/** Lists whose hosts give `link.category` its values. */
const CATEGORIES: readonly (readonly [list: string, category: string])[] = [
  ['ats_hosts', 'ats'],
  ['assessment_hosts', 'assessment'],
  ['scheduling_hosts', 'scheduling'],
  ['job_board_hosts', 'job-board'],
  ['file_hosts', 'file-host'],
  ['code_hosts', 'code-host'],
  ['chat_hosts', 'chat'],
  ['meeting_hosts', 'meeting'],
  ['form_hosts', 'form'],
  ['app_hosts', 'app-host'],
  ['paste_hosts', 'paste'],
  ['document_hosts', 'document'],
  ['store_hosts', 'store'],
]

export function compileLists(lists: Lists): CompiledLists {
  // Made when first asked for: the lists of mail hosts are long, and most messages ask for neither.
  const sets = new Map<string, ReadonlySet<string>>()
  const takeSet = (name: string): ReadonlySet<string> => {
    const known = sets.get(name)
    if (known !== undefined) return known
    const made = new Set(Object.hasOwn(lists.values, name) ? lists.values[name] : [])
    sets.set(name, made)
    return made
  }
  const categories = indexCategories(lists)
  const has = (list: string, value: string): boolean => takeSet(list).has(value)
  return {
    organisations: indexOrganisations(lists.organisations),
    fileKinds: new Map(Object.entries(lists.fileKinds)),
    has,
    hasHost: (list, host) => holdsParent(takeSet(list), host),
    mayCategorize: (host) => holdsParent(categories, host),
    categorize: (host, path) => categorize(categories, host, path),
  }
}

/** Whether a host or one of its parents is there. */
export function holdsParent(hosts: Pick<ReadonlySet<string>, 'has'>, host: string): boolean {
  if (hosts.has(host)) return true
  for (let dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
    if (hosts.has(host.slice(dot + 1))) return true
  }
  return false
}

/** A host and its parents, the longest first. */
function parentsOf(host: string): string[] {
  const parents = [host]
  for (let dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
    parents.push(host.slice(dot + 1))
  }
  return parents
}

interface CategoryEntry {
  readonly category: string
  /** Entries such as `docs.google.com/forms` hold for paths below. */
  readonly path: string
}

function indexCategories(lists: Lists): Map<string, CategoryEntry[]> {
  const index = new Map<string, CategoryEntry[]>()
  for (const [list, category] of CATEGORIES) {
    for (const entry of lists.values[list] ?? []) {
      const slash = entry.indexOf('/')
      const host = slash < 0 ? entry : entry.slice(0, slash)
      const known = index.get(host) ?? []
      known.push({ category, path: slash < 0 ? '' : entry.slice(slash) })
      index.set(host, known)
    }
  }
  for (const entries of index.values()) entries.sort((a, b) => b.path.length - a.path.length)
  return index
}

function categorize(
  index: ReadonlyMap<string, readonly CategoryEntry[]>,
  host: string,
  path: string,
): string[] {
  if (!holdsParent(index, host)) return []
  const lower = path.toLowerCase()
  for (const parent of parentsOf(host)) {
    const fitting = index.get(parent)?.filter((entry) => isBelow(lower, entry.path)) ?? []
    const longest = fitting[0]?.path
    const best = fitting.filter((entry) => entry.path === longest)
    if (best.length > 0) return [...new Set(best.map((entry) => entry.category))]
  }
  return []
}

function isBelow(path: string, prefix: string): boolean {
  return prefix === '' || path === prefix || path.startsWith(`${prefix}/`)
}
