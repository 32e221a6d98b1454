import { toLatin, toLatinStrictly } from './confusables.ts'

/** What a word with letters beyond ASCII is, seen by its letters. */
export interface WordLook {
  /**
   * - `latin`: Latin letters only, accents included.
   * - `mixed`: Latin letters, and letters of another script that look Latin.
   * - `double`: another script only, each letter the twin of a Latin one (`рау`).
   * - `small-capitals`: ᴘᴀʏ.
   * - `foreign`: letters that are no look-alikes: an honest word of its language.
   * - `none`: no letters.
   */
  readonly kind: 'latin' | 'mixed' | 'double' | 'small-capitals' | 'foreign' | 'none'
  /** The word in Latin letters, lower case; of `mixed`, `double` and `small-capitals`. */
  readonly latin: string
}

const IS_LETTER = /^\p{L}/u
const IS_LATIN = /^\p{sc=Latin}/u
const IS_SMALL_CAPITAL =
  /^[\u1d00-\u1d22\ua730\ua731\u029f\u0280\u0274\u0262\u026a\u028f\u0299\u029c\u0493\ua7af]/
/** Look-alikes of the Latin script itself that no spelling needs (Turkish ı does). */
const IS_ODD_LATIN = /^[\u0251\u0261]/
const SPELT_LIKE_SMALL_CAPITALS = /^[csvwxzou]/

/** Looks at a word as it stands in the text (NFKC, case kept). */
export function lookAt(word: string): WordLook {
  const counts = {
    latin: 0,
    ascii: 0,
    odd: 0,
    strict: 0,
    loose: 0,
    small: 0,
    smallLike: 0,
    foreign: 0,
  }
  let mapped = ''
  for (const character of word) {
    if (!IS_LETTER.test(character)) {
      mapped += character
      continue
    }
    const latin = toLatin(character)
    mapped += latin !== undefined && !isHonestLatin(character) ? latin : character
    if (IS_SMALL_CAPITAL.test(character)) counts.small++
    else if (IS_ODD_LATIN.test(character)) counts.odd++
    else if (IS_LATIN.test(character)) {
      counts.latin++
      if (character <= 'z') counts.ascii++
      if (SPELT_LIKE_SMALL_CAPITALS.test(character)) counts.smallLike++
    } else if (toLatinStrictly(character) !== undefined) counts.strict++
    else if (latin !== undefined) counts.loose++
    else counts.foreign++
  }
  return { kind: chooseKind(counts), latin: mapped.toLowerCase() }
}

/** Letters of Latin alphabets that the table knows only for names in hosts. */
function isHonestLatin(character: string): boolean {
  return (
    IS_LATIN.test(character) && !IS_ODD_LATIN.test(character) && !IS_SMALL_CAPITAL.test(character)
  )
}

interface Counts {
  readonly latin: number
  readonly ascii: number
  readonly odd: number
  readonly strict: number
  readonly loose: number
  readonly small: number
  readonly smallLike: number
  readonly foreign: number
}

function chooseKind(counts: Counts): WordLook['kind'] {
  const { latin, odd, strict, loose, small, smallLike, foreign } = counts
  if (foreign > 0) return 'foreign'
  if (odd > 0) return chooseOddKind(counts)
  if (small > 0) {
    return small >= 2 && latin === smallLike && strict + loose === 0 ? 'small-capitals' : 'foreign'
  }
  if (latin > 0) return strict + loose > 0 ? 'mixed' : 'latin'
  if (strict > 0) return loose > 0 ? 'foreign' : 'double'
  return loose > 0 ? 'foreign' : 'none'
}

/** ɑ and ɡ among plain letters only: with others they are phonetics. */
function chooseOddKind({ latin, ascii, odd, strict, loose, small }: Counts): WordLook['kind'] {
  const isPlain = latin === ascii && strict + loose + small === 0
  return isPlain && ascii > 0 && ascii + odd >= 4 ? 'mixed' : 'latin'
}

const TO_CYRILLIC: Readonly<Record<string, string>> = {
  a: 'а',
  c: 'с',
  e: 'е',
  i: 'і',
  k: 'к',
  m: 'м',
  o: 'о',
  p: 'р',
  x: 'х',
  y: 'у',
  A: 'А',
  B: 'В',
  C: 'С',
  E: 'Е',
  H: 'Н',
  I: 'І',
  K: 'К',
  M: 'М',
  O: 'О',
  P: 'Р',
  T: 'Т',
  X: 'Х',
  Y: 'У',
}
const IS_CYRILLIC = /\p{sc=Cyrillic}/u
const INTERLEAVED = /\p{sc=Cyrillic}[a-z]+\p{sc=Cyrillic}/iu

/**
 * A Cyrillic word in which Latin twins stand for letters (`зарплaта`), in Cyrillic, lower case; undefined
 * for others. `iPhoneом` has letters without a twin, `ITшник` a whole Latin part, and a Latin `i` alone
 * is how Ukrainian is typed on a foreign keyboard.
 */
export function restoreCyrillic(word: string): string | undefined {
  if (!INTERLEAVED.test(word)) return undefined
  let restored = ''
  let cyrillic = 0
  let latin = 0
  let isOnlyI = true
  for (const character of word) {
    const twin = TO_CYRILLIC[character]
    if (twin === undefined && /[a-z]/i.test(character)) return undefined
    if (twin !== undefined) latin++
    else if (IS_CYRILLIC.test(character)) cyrillic++
    if (twin !== undefined && character !== 'i') isOnlyI = false
    restored += twin ?? character
  }
  return latin < cyrillic && !isOnlyI ? restored.toLowerCase() : undefined
}
