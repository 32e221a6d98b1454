import type { Candidate, FieldName, SiteDefinition } from './definition.ts'
import type { DefinitionFault } from './parse-definition.ts'
import { SelectorSet, createSelectorCheck } from './selector-set.ts'

/** A field with the candidates that this browser takes. */
export interface CompiledField {
  readonly name: FieldName
  readonly candidates: readonly Candidate[]
  /** Place of each in the definition. */
  readonly places: readonly number[]
  /** Candidates in the definition. */
  readonly total: number
}

/** A definition whose selectors this browser takes. */
export interface CompiledSite {
  readonly definition: SiteDefinition
  readonly faults: readonly DefinitionFault[]
  readonly anchor: SelectorSet
  readonly pane: SelectorSet
  readonly within: SelectorSet
  readonly unit: SelectorSet
  /** For each selector of `unit`: an element inside one of these is no unit by that selector. */
  readonly unitGuards: readonly SelectorSet[]
  /** Whatever makes an added element worth a look. */
  readonly unitOrHost: SelectorSet
  readonly skip: SelectorSet
  readonly body: SelectorSet
  readonly bodiless: SelectorSet
  readonly decoration: SelectorSet
  readonly frames: SelectorSet
  readonly bodyFrames: SelectorSet
  readonly ignore: SelectorSet
  readonly preformatted: SelectorSet
  readonly quoted: SelectorSet
  readonly hidden: SelectorSet
  readonly shadowHosts: SelectorSet
  readonly runHead: SelectorSet
  readonly runItem: SelectorSet
  readonly runSame: SelectorSet
  /** Fields on which more than their own value depends. */
  readonly fixed: ReadonlySet<string>
  /** Those with candidates, in the order in which they are read. */
  readonly fields: readonly CompiledField[]
  isUsable(source: { readonly select?: string }): boolean
}

export function compileSite(definition: SiteDefinition, document: Document): CompiledSite {
  const faults: DefinitionFault[] = []
  const isValid = createSelectorCheck(document, (selector) => {
    faults.push({
      path: selector,
      reason: 'is not a selector that this browser takes',
    })
  })
  const set = (selectors: readonly string[]) => new SelectorSet(selectors, isValid)
  const unit = set(definition.unit)
  const body = set(definition.body)
  const shadowHosts = set(definition.shadowHosts)
  return {
    definition,
    faults,
    anchor: set(definition.anchor),
    pane: set(definition.pane),
    within: set(definition.within),
    unit,
    unitGuards: unit.each.map((_, index) => set([...body.each, ...unit.each.slice(0, index + 1)])),
    unitOrHost: set([...unit.each, ...shadowHosts.each]),
    skip: set(definition.skip),
    body,
    bodiless: set(definition.bodiless),
    decoration: set(definition.decoration),
    frames: set(definition.frames),
    bodyFrames: set(definition.bodyFrames),
    ignore: set(definition.ignore),
    preformatted: set(definition.preformatted),
    quoted: set(definition.quoted),
    hidden: set(definition.hidden),
    shadowHosts,
    runHead: set(definition.run?.head ?? []),
    runItem: set(definition.run === undefined ? [] : [definition.run.item]),
    runSame: set(definition.run?.same ?? []),
    fixed: new Set(
      Object.entries(definition.fields).flatMap(([name, candidates]) =>
        candidates.flatMap(({ carry, where }) => [carry ? name : '', where?.field ?? '']),
      ),
    ),
    fields: compileFields(definition, isValid),
    isUsable: ({ select }) => select === undefined || isValid(select),
  }
}

/** The schema, through which every definition went, leaves the fields in their order. */
function compileFields(
  { fields }: SiteDefinition,
  isValid: (selector: string) => boolean,
): CompiledField[] {
  return listKeys(fields).map((name) => {
    const all = fields[name] ?? []
    const candidates = all.filter(({ select }) => select === undefined || isValid(select))
    const places = candidates.map((candidate) => all.indexOf(candidate))
    return { name, candidates, places, total: all.length }
  })
}

function listKeys<T extends object>(table: T): (keyof T)[] {
  return Object.keys(table) as (keyof T)[]
}
