import type { WordsView } from '../event.ts'
import type { WordEdit } from './disguise.ts'
import { lookAt, type WordLook } from './lookalikes.ts'

const IS_ASCII = /^[\u0000-\u007f]*$/
/** Sharing of scripts: more honest foreign words than this against Latin ones, and nothing is mapped. */
const MAX_FOREIGN = 0.5
const MAX_FOREIGN_FOR_DOUBLES = 0.1

/** Words made of look-alike letters, in a text that is otherwise written in Latin letters. */
export function findLookalikeEdits(text: string, view: WordsView): WordEdit[] {
  const looks = new Map<number, WordLook>()
  let latin = 0
  let foreign = 0
  let mixed = 0
  let suspects = 0
  for (let at = 0; at < view.words.length; at++) {
    if (IS_ASCII.test(view.words[at] ?? '')) {
      if (/[a-z]/.test(view.words[at] ?? '')) latin++
      continue
    }
    const look = lookAt(text.slice(view.starts[at], view.ends[at]).normalize('NFKC'))
    looks.set(at, look)
    if (look.kind === 'latin') latin++
    else if (look.kind === 'foreign') foreign++
    else suspects++
    if (look.kind === 'mixed') mixed++
  }
  if (suspects === 0 || foreign > (latin + suspects) * MAX_FOREIGN) return []
  const readable = latin + mixed
  const hasDoubles = readable > 0 && foreign <= readable * MAX_FOREIGN_FOR_DOUBLES
  const isLatinAt = (at: number): boolean => isLatin(view.words[at], looks.get(at))
  const edits: WordEdit[] = []
  for (const [at, { kind, latin: word }] of looks) {
    const isDouble = kind === 'double' && hasDoubles && (isLatinAt(at - 1) || isLatinAt(at + 1))
    if (kind === 'mixed' || kind === 'small-capitals' || isDouble) {
      edits.push({ first: at, last: at + 1, words: [keepWordUnits(word)] })
    }
  }
  return edits
}

/** Apostrophes and invisible characters inside the word go, as in the first view. */
function keepWordUnits(word: string): string {
  return word.replace(/[^\p{L}\p{M}\p{N}+#]+/gu, '')
}

function isLatin(word: string | undefined, look: WordLook | undefined): boolean {
  if (word === undefined) return false
  if (look === undefined) return /[a-z]/.test(word)
  return look.kind === 'latin' || look.kind === 'mixed' || look.kind === 'double'
}
