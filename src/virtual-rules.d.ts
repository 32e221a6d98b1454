/** The built-in rules, compiled at build time (vite.config.ts). */
declare module 'virtual:rules' {
  // Type imports stand inline: an ambient module may not import by a relative name.
  export const ruleSetData: import('./engine/rule-set.ts').RuleSetData
  export const siteDefinitions: readonly import('./sites/definition.ts').SiteDefinition[]
  /** What readers are told in other languages; parsed anew at each call. */
  export function loadReaderTexts(): import('./engine/rule-set.ts').ReaderTexts
  /** Empty in the extension. */
  export const ruleExamples: readonly import('./packs/compile.ts').RuleExamples[]
}

/** The built-in signals, stories and exceptions as they were written. */
declare module 'virtual:rule-texts' {
  export const ruleTexts: readonly import('./packs/compile.ts').RuleFile[]
}
