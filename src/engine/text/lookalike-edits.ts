import type { WordsView } from '../event.ts'
import type { WordEdit } from './disguise.ts'
import { lookAt, restoreCyrillic, type WordLook } from './lookalikes.ts'

const IS_ASCII = /^[\u0000-\u007f]*$/
const HAS_LATIN = /[a-z]/
/** Sharing of scripts: more honest foreign words than this against Latin ones, and nothing is mapped. */
const MAX_FOREIGN = 0.5
const MAX_FOREIGN_FOR_DOUBLES = 0.1

/** Words made of look-alike letters, in a text that is otherwise written in the letters they pretend to be. */
export function findLookalikeEdits(text: string, view: WordsView): WordEdit[] {
  const survey = surveyWords(text, view)
  return [...findLatinEdits(view, survey), ...findCyrillicEdits(survey)]
}

interface Survey {
  /** Words with letters beyond ASCII, by their place. */
  readonly looks: ReadonlyMap<number, WordLook>
  /** Cyrillic words with Latin twins in them, restored. */
  readonly restored: ReadonlyMap<number, string>
  readonly latin: number
  readonly foreign: number
  readonly mixed: number
  /** Words that may be disguised: mixed ones, doubles and small capitals. */
  readonly suspects: number
}

function surveyWords(text: string, view: WordsView): Survey {
  const looks = new Map<number, WordLook>()
  const restored = new Map<number, string>()
  const counts = { latin: 0, foreign: 0, mixed: 0, suspects: 0 }
  for (let at = 0; at < view.words.length; at++) {
    const word = view.words[at] ?? ''
    if (IS_ASCII.test(word)) {
      if (HAS_LATIN.test(word)) counts.latin++
      continue
    }
    const shown = text.slice(view.starts[at], view.ends[at]).normalize('NFKC')
    const look = lookAt(shown)
    looks.set(at, look)
    if (look.kind === 'latin') counts.latin++
    else if (look.kind === 'foreign') counts.foreign++
    else if (look.kind !== 'none') counts.suspects++
    if (look.kind === 'mixed') counts.mixed++
    const cyrillic = HAS_LATIN.test(word) ? restoreCyrillic(shown) : undefined
    if (cyrillic !== undefined) restored.set(at, cyrillic)
  }
  return { looks, restored, ...counts }
}

function findLatinEdits(view: WordsView, survey: Survey): WordEdit[] {
  const { looks, latin, foreign, mixed, suspects } = survey
  if (suspects === 0 || foreign > (latin + suspects) * MAX_FOREIGN) return []
  const readable = latin + mixed
  const hasDoubles = readable > 0 && foreign <= readable * MAX_FOREIGN_FOR_DOUBLES
  // One letter alone (`А`, `σ`) is rather a label than a word.
  const isLetterPlausible = mixed > 0
  const isLatinAt = (at: number): boolean => isLatin(view.words[at], looks.get(at))
  const edits: WordEdit[] = []
  for (const [at, { kind, latin: word }] of looks) {
    const isDouble =
      kind === 'double' &&
      hasDoubles &&
      (word.length > 1 || isLetterPlausible) &&
      (isLatinAt(at - 1) || isLatinAt(at + 1))
    if (kind === 'mixed' || kind === 'small-capitals' || isDouble) {
      edits.push({ first: at, last: at + 1, words: [keepWordUnits(word)] })
    }
  }
  return edits
}

function findCyrillicEdits({ restored, latin, foreign }: Survey): WordEdit[] {
  if (foreign <= latin) return []
  return Array.from(restored, ([at, word]) => {
    return { first: at, last: at + 1, words: [keepWordUnits(word)] }
  })
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
