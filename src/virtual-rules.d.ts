/** The built-in rules, compiled at build time (vite.config.ts). */
declare module 'virtual:rules' {
  import type { RuleSetData } from './engine/rule-set.ts'
  import type { RuleExamples } from './packs/compile.ts'
  import type { SiteDefinition } from './sites/definition.ts'

  export const ruleSetData: RuleSetData
  export const siteDefinitions: readonly SiteDefinition[]
  /** Empty in the extension. */
  export const ruleExamples: readonly RuleExamples[]
}
