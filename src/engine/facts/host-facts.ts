import { splitHost } from './domain.ts'
import { findImitation, isOfficialHost, type Imitation } from './imitation.ts'
import type { CompiledLists } from './lists.ts'

/** What is known of a host by the lists, each found when it is first asked for. */
export class HostFacts {
  readonly host: string
  readonly #lists: CompiledLists
  #domain: string | undefined
  #isOfficial: boolean | undefined
  #isListed: boolean | undefined
  #isShortener: boolean | undefined
  #imitation: Imitation | 'none' | undefined

  constructor(host: string, lists: CompiledLists) {
    this.host = host
    this.#lists = lists
  }

  /** Registrable domain, else the host itself. */
  get domain(): string {
    return (this.#domain ??= splitHost(this.host)?.domain ?? this.host)
  }

  /** Whether it lies under an official domain of a listed organisation. */
  get isOfficial(): boolean {
    return (this.#isOfficial ??= isOfficialHost(this.host, this.#lists))
  }

  get isShortener(): boolean {
    return (this.#isShortener ??= this.#lists.hasHost('shorteners', this.host))
  }

  get imitation(): Imitation | undefined {
    this.#imitation ??= findImitation(this.host, this.#lists) ?? 'none'
    return this.#imitation === 'none' ? undefined : this.#imitation
  }

  /** Categories of a link to it. */
  categorize(path: string): readonly string[] {
    this.#isListed ??= this.#lists.mayCategorize(this.host)
    return this.#isListed ? this.#lists.categorize(this.host, path) : NONE
  }
}

const NONE: readonly string[] = []

interface SeenHosts {
  recent: Map<string, HostFacts>
  older: Map<string, HostFacts>
}

/** Hosts seen lately: many messages hold the same ones. They depend on nothing but the lists. */
const seen = new WeakMap<CompiledLists, SeenHosts>()
const MAX_RECENT = 1000

export function lookAtHost(host: string, lists: CompiledLists): HostFacts {
  let hosts = seen.get(lists)
  if (hosts === undefined) seen.set(lists, (hosts = { recent: new Map(), older: new Map() }))
  const known = hosts.recent.get(host)
  if (known !== undefined) return known
  const facts = hosts.older.get(host) ?? new HostFacts(host, lists)
  if (hosts.recent.size >= MAX_RECENT) {
    hosts.older = hosts.recent
    hosts.recent = new Map()
  }
  hosts.recent.set(host, facts)
  return facts
}
