import { LURE_WORDS, SMALL_WORDS } from './lure-words.ts'

/** Marks that languages put on Latin letters; all others on one are ornament. */
const ORDINARY = /[\u0300-\u0304\u0306-\u030c\u030f\u0311\u031b\u0323-\u0328\u032d\u0330\u0331]/
const LATIN_MARKED = /[a-z]\p{M}+/giu
/** Precomposed letters outside the alphabets of living languages (Vietnamese begins at U+1EA0). */
const RARE_LETTER = /[\u1e00-\u1e9f]/
/** English words that, whatever accents stand on them, are no word of another language (as `caméra` is). */
const ENGLISH_ONLY = new Set(
  `account accounts attachment bitcoin cryptocurrency deposit download earning earnings employer
  employment exchange hiring hourly identity immediately interview monthly password payment payments
  payslip recruiter recruiting recruitment register registration reward screenshot security shipping
  software training transfer unlock upgrade username wallet weekly whatsapp withdraw withdrawal
  worker working`.split(/\s+/),
)
const MIN_LETTERS = 3

/**
 * A word without the marks that no language writes (struck through, underlined, piled up, or one on
 * every letter); undefined where its marks may be a language's own.
 */
export function dropOddMarks(word: string): string | undefined {
  const split = word.normalize('NFD')
  const marked = split.match(LATIN_MARKED)
  if (marked === null) return undefined
  const plain = split.replace(/\p{M}+/gu, '').toLowerCase()
  const marks = marked.join('').replace(/[a-z]/gi, '')
  if (Array.from(marks).some((mark) => !ORDINARY.test(mark))) return plain
  const loose = (word.normalize('NFC').match(/[a-z]\p{M}/giu) ?? []).length
  if (loose >= 2) return plain
  const isRare = loose > 0 || RARE_LETTER.test(word.normalize('NFC'))
  const isEverywhere = marked.length >= MIN_LETTERS && marked.length > plain.length * 0.6
  return isRare && isEverywhere ? plain : undefined
}

/** The English lure's word behind accents: `régistration`. */
export function dropAccents(word: string): string | undefined {
  const plain = strip(word)
  return plain !== word && ENGLISH_ONLY.has(plain) ? plain : undefined
}

/** The same for short words, in a text in which long ones are written that way. */
export function dropSmallAccents(word: string): string | undefined {
  const plain = strip(word)
  const isKnown = LURE_WORDS.has(plain) || SMALL_WORDS.has(plain)
  return plain !== word && plain.length >= 2 && isKnown ? plain : undefined
}

function strip(word: string): string {
  return word.normalize('NFD').replace(/\p{M}+/gu, '')
}
