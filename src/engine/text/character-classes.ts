/**
 * What a UTF-16 unit is to the word cutter. Everything that needs more than a look at the unit itself
 * (marks, invisible characters, characters that NFKC changes, surrogates) is `COMPLEX`.
 */
export const UNKNOWN = 0
export const SEPARATOR = 1
export const LETTER = 2
export const DIGIT = 3
export const APOSTROPHE = 4
/** `+` and `#`. */
export const SIGN = 5
/** A character of a script written without spaces: a word of its own. */
export const ALONE = 6
export const COMPLEX = 7
/** Only ever answered by `classifyPoint`. */
export const MARK = 8

/** Version of the rule that cuts scripts without spaces; raise it when the cut changes. */
export const CUT_VERSION = 1

const IS_LETTER = /^\p{L}/u
const IS_MARK = /^\p{M}/u
const IS_DIGIT = /^\p{Nd}/u
const IS_ALONE =
  /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\u30fc]/u
const IS_IGNORABLE = /^\p{Default_Ignorable_Code_Point}/u
// Marks, conjoining Hangul vowels and finals (full and half width), half-width kana voicing.
const IS_EXTENDER = /^[\p{M}\u1160-\u11ff\ud7b0-\ud7ff\uff9e\uff9f\uffa0\uffc2-\uffdc]/u
// ' ` ´ ʹ ʻ ʼ ʽ ‘ ’ ‛ ′ and full-width '
const APOSTROPHES = "'`\u00b4\u02b9\u02bb\u02bc\u02bd\u2018\u2019\u201b\u2032\uff07"
export const ANY_APOSTROPHE = new RegExp(`[${APOSTROPHES}]`, 'g')

const PLAIN = 1
const EXTENDER = 2
const INVISIBLE = 3

/** Traits known so far, by UTF-16 unit (surrogates are looked at as pairs each time). */
const traits = new Uint8Array(0x10000)

/** Whether a character (its first code point) has no shape of its own. */
export function isInvisible(character: string): boolean {
  return traitOf(character) === INVISIBLE
}

/** Whether a character is seen and may melt into the one before it under NFKC. */
export function isExtender(character: string): boolean {
  return traitOf(character) === EXTENDER
}

function traitOf(character: string): number {
  if (character.length !== 1) return readTrait(character)
  const unit = character.charCodeAt(0)
  return traits[unit] || learnTrait(unit, character)
}

function learnTrait(unit: number, character: string): number {
  const found = readTrait(character)
  traits[unit] = found
  return found
}

function readTrait(character: string): number {
  const unit = character.charCodeAt(0)
  if (unit < 0x20) return unit >= 9 && unit <= 13 ? PLAIN : INVISIBLE
  if (unit < 0xa0) return unit >= 0x7f && unit !== 0x85 ? INVISIBLE : PLAIN
  if (IS_IGNORABLE.test(character) || (unit >= 0xfff9 && unit <= 0xfffb)) return INVISIBLE
  return IS_EXTENDER.test(character) ? EXTENDER : PLAIN
}

export function isApostrophe(character: string): boolean {
  return APOSTROPHES.includes(character)
}

/** Class of a character that NFKC leaves alone. */
export function classifyPoint(character: string): number {
  if (APOSTROPHES.includes(character)) return APOSTROPHE
  if (character === '+' || character === '#') return SIGN
  if (IS_MARK.test(character)) return MARK
  if (IS_ALONE.test(character) && (IS_LETTER.test(character) || /^[\p{N}]/u.test(character)))
    return ALONE
  if (IS_LETTER.test(character)) return LETTER
  return IS_DIGIT.test(character) ? DIGIT : SEPARATOR
}

function classifyUnit(unit: number): number {
  const character = String.fromCharCode(unit)
  if (APOSTROPHES.includes(character)) return APOSTROPHE
  if (unit >= 0xd800 && unit <= 0xdfff) return COMPLEX
  if (isInvisible(character) || isExtender(character)) return COMPLEX
  if (character.normalize('NFKC') !== character) {
    return isSpace(character) ? SEPARATOR : COMPLEX
  }
  return character.toLowerCase().length === 1 ? classifyPoint(character) : COMPLEX
}

function isSpace(character: string): boolean {
  return character.normalize('NFKC') === ' '
}

/** Classes known so far, by UTF-16 unit; `UNKNOWN` where nobody asked yet. */
const classes = new Uint8Array(0x10000)

/** Class of a UTF-16 unit, remembered. */
export function classOf(unit: number): number {
  return classes[unit] || learnClass(unit)
}

function learnClass(unit: number): number {
  const found = classifyUnit(unit)
  classes[unit] = found
  return found
}

const folded = new Uint16Array(0x10000)

/** The lower case of a unit that has one of the same length. */
export function foldUnit(unit: number): number {
  return folded[unit] || learnFolded(unit)
}

function learnFolded(unit: number): number {
  const found = String.fromCharCode(unit).toLowerCase().charCodeAt(0)
  folded[unit] = found
  return found
}

/** In `PLAIN_WORD_UNITS`: what comes of it depends on its neighbours. Less than letters and digits. */
export const SPECIAL = 1

/** By ASCII unit: what `foldUnit` makes of letters and digits, 0 for separators, else `SPECIAL`. */
export const PLAIN_WORD_UNITS = Uint8Array.from({ length: 0x80 }, (_, unit) => {
  const kind = classOf(unit)
  if (kind === LETTER || kind === DIGIT) return foldUnit(unit)
  return kind === SEPARATOR ? 0 : SPECIAL
})
