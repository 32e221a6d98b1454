import type { RuleSetData } from '../engine/rule-set.ts'

/**
 * A rule set that was laid out beforehand, when the program was built or a pack installed. To judge
 * with it takes only `stored`; the rules as data are parsed when somebody asks for them.
 */
export class PackagedRules implements RuleSetData {
  readonly format = 1
  readonly version: string
  readonly #text: string
  readonly #load: () => RuleSetData
  #data: RuleSetData | undefined

  /** `text`: what `storeRuleSet` made of the rules that `load` gives, in base64. */
  constructor(version: string, text: string, load: () => RuleSetData) {
    this.version = version
    this.#text = text
    this.#load = load
  }

  get stored(): Uint8Array<ArrayBuffer> {
    return decodeBase64(this.#text)
  }

  get signals(): RuleSetData['signals'] {
    return this.#read().signals
  }

  get stories(): RuleSetData['stories'] {
    return this.#read().stories
  }

  get exceptions(): RuleSetData['exceptions'] {
    return this.#read().exceptions
  }

  get lists(): RuleSetData['lists'] {
    return this.#read().lists
  }

  #read(): RuleSetData {
    return (this.#data ??= this.#load())
  }
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const VALUES = new Uint8Array(0x80)
for (let value = 0; value < DIGITS.length; value += 1) VALUES[DIGITS.charCodeAt(value)] = value

/** Faster than the browser's decoder and a copy. Damage shows in the checksum of what is decoded. */
function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const bytes = new Uint8Array((text.length >> 2) * 3 - padding)
  const valueAt = (at: number): number => VALUES[text.charCodeAt(at)] ?? 0
  for (let at = 0, to = 0; at < text.length; at += 4, to += 3) {
    const bits =
      (valueAt(at) << 18) | (valueAt(at + 1) << 12) | (valueAt(at + 2) << 6) | valueAt(at + 3)
    bytes[to] = bits >> 16
    bytes[to + 1] = bits >> 8
    bytes[to + 2] = bits
  }
  return bytes
}
