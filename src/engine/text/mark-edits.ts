import type { WordsView } from '../event.ts'
import type { WordEdit } from './disguise.ts'
import { dropAccents, dropOddMarks, dropSmallAccents } from './odd-marks.ts'

const MAY_BE_MARKED = /[\u00c0-\u024f\u0300-\u036f\u1ab0-\u1eff\u20d0-\u20ff]/
const HAS_LATIN = /[a-z]/

/** Words behind marks that no language writes, and English lure's words behind accents. */
export function findMarkEdits(view: WordsView): WordEdit[] {
  const edits: WordEdit[] = []
  const marked: number[] = []
  view.words.forEach((word, at) => {
    if (!MAY_BE_MARKED.test(word) || !HAS_LATIN.test(word.normalize('NFD'))) return
    const plain = dropOddMarks(word) ?? dropAccents(word)
    if (plain === undefined) marked.push(at)
    else edits.push({ first: at, last: at + 1, words: [plain] })
  })
  if (edits.length === 0) return edits
  for (const at of marked) {
    const plain = dropSmallAccents(view.words[at] ?? '')
    if (plain !== undefined) edits.push({ first: at, last: at + 1, words: [plain] })
  }
  return edits
}
