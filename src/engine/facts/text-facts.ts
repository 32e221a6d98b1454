import type { EventValue } from '../event.ts'
import type { Message } from '../message.ts'
import { detectLanguages } from './languages.ts'
import type { CompiledLists } from './lists.ts'
import { WORD_FIELDS, type MessageWords } from './message-words.ts'
import { plain, type FactTable } from './values.ts'

/** The views of the texts and what follows from them (see rules/README.md). */
export function textFacts(message: Message, _lists: CompiledLists, words: MessageWords): FactTable {
  return {
    words: () => words.values(),
    'text.languages': () => detectLanguages(words.viewOf('text')).flatMap(plain),
    'text.length': () => plain(message.text.length),
    'text.disguised': () => findDisguises(words),
  }
}

function findDisguises(words: MessageWords): EventValue[] {
  return WORD_FIELDS.flatMap((path) => {
    const { range } = words.disguiseOf(path)
    return range === undefined ? [] : [{ value: true, path, range }]
  })
}
