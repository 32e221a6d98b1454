import { describeStructure } from './describe-structure.ts'

declare global {
  /** Left for the background, which takes it away at once; a property of the isolated world. */
  var pageOutline: string | undefined
}

// Injected when the user asks for a report.
globalThis.pageOutline = describeStructure(document)
