import { LURE_WORDS, SMALL_WORDS } from './lure-words.ts'

const LETTERS: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '9': 'g',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'l',
}
const MIXED = /^(?=.*[a-z])(?=.*[0-9@$!|])[a-z0-9@$!|]{3,20}$/
/** `step1`, `10am`, `1so`: a number at either end is a number, unless a long word goes with it. */
const NUMBERED = /^[a-z]+[0-9]$|^[0-9]+[a-z]{1,2}$/

/** The lure's word behind digits and signs (`p4y`, `$alary`); undefined where there is none. */
export function undoLeet(token: string): string | undefined {
  return findWord(token, LURE_WORDS)
}

/** The small word behind digits (`7h3`), for a text in which lures' words are written that way. */
export function undoSmallLeet(token: string): string | undefined {
  return findWord(token, SMALL_WORDS)
}

function findWord(token: string, words: ReadonlySet<string>): string | undefined {
  if (!MIXED.test(token) || NUMBERED.test(token)) return undefined
  let plain = ''
  for (const character of token) plain += LETTERS[character] ?? character
  const candidates = [plain, plain.replaceAll('i', 'l'), withOnesAsL(token)]
  return candidates.find((word) => words.has(word))
}

/** `1` and `!` read as `l`, true letters `i` kept: `emai1`. */
function withOnesAsL(token: string): string {
  let plain = ''
  for (const character of token) {
    plain += character === '1' || character === '!' ? 'l' : (LETTERS[character] ?? character)
  }
  return plain
}
