/**
 * Case folding that keeps every UTF-16 unit in its place, so that an offset into the folded text is
 * an offset into the text itself.
 */

// Letters that `toLowerCase` leaves apart though they differ in case only (Unicode CaseFolding.txt,
// statuses C and S), each behind the letter that they become. `Σ` is here because its lower case
// depends on the letters around it.
const SAME_LETTER = [
  'sſ μµ ι\u0345\u1fbe βϐ εϵ θϑϴ κϰ πϖ ρϱ σΣς φϕ ṡẛ ΐ\u1fd3 ΰ\u1fe3 \ufb06\ufb05',
  'в\u1c80 д\u1c81 о\u1c82 с\u1c83 т\u1c84\u1c85 ъ\u1c86 ѣ\u1c87 ꙋ\u1c88',
]
const FOLDED_APART = new Map(
  SAME_LETTER.join(' ')
    .split(' ')
    .flatMap(([folded = '', ...letters]) => letters.map((letter) => [letter, folded] as const)),
)
const APART = new RegExp(`[${[...FOLDED_APART.keys()].join('')}]`)
// The only letter whose lower case is longer than itself: it stays as it is.
const GROWS = 'İ'

export function foldCase(text: string): string {
  const plain = APART.test(text) ? replaceApart(text) : text
  if (!plain.includes(GROWS)) return plain.toLowerCase()
  return plain
    .split(GROWS)
    .map((part) => part.toLowerCase())
    .join(GROWS)
}

function replaceApart(text: string): string {
  return Array.from(text, (letter) => FOLDED_APART.get(letter) ?? letter).join('')
}

const DASHES = /[/\u2013\u2014\u2015]/g

/** The characters that `windash` takes for one another, all as `-`. */
export function foldDashes(text: string): string {
  return text.replace(DASHES, '-')
}
