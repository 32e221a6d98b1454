import { splitControls } from './split-controls.ts'

/**
 * A text of somebody else's for a sentence of ours: kept from changing the direction of the sentence,
 * and characters that would hide or reorder others replaced by their codes.
 */
export function quoteForeign(text: string): string {
  const parts = splitControls(text.replaceAll(/[\u2068\u2069]/g, ''))
  return `\u2068${parts.map((part) => (part.code === undefined ? part.text : `[${part.code}]`)).join('')}\u2069`
}
