import type { Candidate, FieldName, SiteDefinition } from './definition.ts'
import { FIELDS } from './definition.ts'
import type { DefinitionFault } from './parse-definition.ts'
import { SelectorSet, createSelectorCheck } from './selector-set.ts'

/** A definition whose selectors this browser takes. */
export interface CompiledSite {
  readonly definition: SiteDefinition
  readonly faults: readonly DefinitionFault[]
  readonly anchor: SelectorSet
  readonly pane: SelectorSet
  readonly within: SelectorSet
  readonly unit: SelectorSet
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
  readonly fields: ReadonlyMap<FieldName, readonly Candidate[]>
  isUsable(source: { readonly select?: string }): boolean
}

export function compileSite(definition: SiteDefinition, document: Document): CompiledSite {
  const faults: DefinitionFault[] = []
  const isValid = createSelectorCheck(document, (selector) => {
    faults.push({ path: selector, reason: 'is not a selector that this browser takes' })
  })
  const set = (selectors: readonly string[]) => new SelectorSet(selectors, isValid)
  const isUsable = (source: { readonly select?: string }) =>
    source.select === undefined || isValid(source.select)
  const fields = FIELDS.map((name): [FieldName, Candidate[]] => [
    name,
    (definition.fields[name] ?? []).filter(isUsable),
  ])
  return {
    definition,
    faults,
    anchor: set(definition.anchor),
    pane: set(definition.pane),
    within: set(definition.within),
    unit: set(definition.unit),
    skip: set(definition.skip),
    body: set(definition.body),
    bodiless: set(definition.bodiless),
    decoration: set(definition.decoration),
    frames: set(definition.frames),
    bodyFrames: set(definition.bodyFrames),
    ignore: set(definition.ignore),
    preformatted: set(definition.preformatted),
    quoted: set(definition.quoted),
    hidden: set(definition.hidden),
    shadowHosts: set(definition.shadowHosts),
    runHead: set(definition.run?.head ?? []),
    runItem: set(definition.run === undefined ? [] : [definition.run.item]),
    runSame: set(definition.run?.same ?? []),
    fields: new Map(fields),
    isUsable,
  }
}
