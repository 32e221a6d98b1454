import type { Lists, RuleChoices, SigmaLevel } from '../rule-set.ts'
import type { CompiledRuleSet, SignalDirectory } from './compiled-rule-set.ts'
import { CompiledSignal, type SignalSections } from './compiled-signal.ts'
import { Matcher } from './matcher.ts'
import { SectionReader, type StoredTexts } from './sections.ts'
import { isHead, isLists, isStories, readJson } from './stored-json.ts'
import { compileStories, type CompiledStory } from './stories.ts'
import { TextDirectory } from './text-directory.ts'
import { STORED_FORMAT } from './write-rule-set.ts'

/**
 * Makes a rule set ready from its stored form, without reading more of it than where things stand.
 * Undefined where the bytes are damaged, of another version of the program or not of `version`.
 */
export function openRuleSet(
  stored: Uint8Array,
  version: string,
  choices: RuleChoices = {},
): CompiledRuleSet | undefined {
  const reader = SectionReader.open(stored, STORED_FORMAT)
  if (reader === undefined) return undefined
  const opened = new OpenedRuleSet(reader, choices)
  return opened.version === version ? opened : undefined
}

class OpenedRuleSet implements CompiledRuleSet {
  readonly version: string
  readonly signals: readonly CompiledSignal[]
  readonly disabled: ReadonlySet<number>
  readonly matcher: Matcher
  readonly signalIndexById: SignalDirectory
  readonly signalIndexByName: SignalDirectory
  readonly #texts: StoredTexts
  readonly #choices: Required<RuleChoices>
  #lists: Lists | undefined
  #stories: readonly CompiledStory[] | undefined

  constructor(
    reader: SectionReader,
    { disabled = new Set<string>(), levels = new Map<string, SigmaLevel>() }: RuleChoices,
  ) {
    this.#texts = reader.readTexts()
    const head = readJson(this.#texts.get(0), isHead)
    this.version = head.version
    this.matcher = new Matcher(head.fields, reader)
    const sections: SignalSections = {
      ids: reader.readTexts(),
      names: reader.readTexts(),
      metas: reader.readTexts(),
      conditions: reader.readLists(),
      withoutFilters: findNumbers(reader.readTexts(), disabled),
      matcher: this.matcher,
      levels,
    }
    this.signals = Array.from(
      { length: sections.ids.count },
      (_, number) => new CompiledSignal(sections, number),
    )
    const all = new TextDirectory(sections.ids, reader.readNumbers())
    const byName = new TextDirectory(sections.names, reader.readNumbers())
    this.#choices = { disabled, levels }
    this.disabled = new Set([...disabled].map((id) => all.get(id)).filter((n) => n !== undefined))
    this.signalIndexById = withoutAny(all, this.disabled)
    this.signalIndexByName = withoutAny(byName, this.disabled)
  }

  get lists(): Lists {
    return (this.#lists ??= readJson(this.#texts.get(1), isLists))
  }

  get stories(): readonly CompiledStory[] {
    return (this.#stories ??= this.#openStories())
  }

  /** Only those are stored that have no fault, so every rule that they name is known. */
  #openStories(): readonly CompiledStory[] {
    const { disabled, levels } = this.#choices
    const stored = readJson(this.#texts.get(2), isStories)
    const rules = stored.map((rule) => ({ ...rule, level: levels.get(rule.id) ?? rule.level }))
    const signals = {
      get: (name: string) => this.signalIndexById.get(name) ?? this.signalIndexByName.get(name),
    }
    const context = { signals, known: { has: () => true }, disabled }
    return compileStories(rules, context).stories
  }
}

/** Positions of the texts that are among `wanted`. */
function findNumbers(texts: StoredTexts, wanted: ReadonlySet<string>): ReadonlySet<number> {
  if (wanted.size === 0) return new Set()
  const numbers = Array.from({ length: texts.count }, (_, number) => number)
  return new Set(numbers.filter((number) => wanted.has(texts.get(number))))
}

function withoutAny(directory: SignalDirectory, left: ReadonlySet<number>): SignalDirectory {
  if (left.size === 0) return directory
  return {
    get(key) {
      const found = directory.get(key)
      return found === undefined || left.has(found) ? undefined : found
    },
  }
}
