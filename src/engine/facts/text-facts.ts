import type { EventValue, WordsView } from '../event.ts'
import type { Message } from '../message.ts'
import { cutWords, joinWords } from '../text/words.ts'
import { detectLanguages } from './languages.ts'
import { plain, type FactTable } from './values.ts'

const WORD_FIELDS = ['subject', 'text', 'quoted', 'hidden'] as const

/** The views of the texts and what follows from them (see rules/README.md). */
export function textFacts(message: Message): FactTable {
  let views: readonly WordsValue[] | undefined
  const read = (): readonly WordsValue[] => (views ??= readViews(message))
  return {
    words: read,
    'text.languages': () => {
      const view = read().find(({ path }) => path === 'text')?.words
      return view === undefined ? [] : detectLanguages(view).flatMap(plain)
    },
    'text.length': () => plain(message.text.length),
  }
}

/** Joining the words is put off: the word index of the matcher doesn't need it. */
class WordsValue implements EventValue {
  readonly path: string
  readonly words: WordsView
  private joined: string | undefined

  constructor(path: string, words: WordsView) {
    this.path = path
    this.words = words
  }

  get value(): string {
    return (this.joined ??= joinWords(this.words))
  }
}

function readViews(message: Message): WordsValue[] {
  return WORD_FIELDS.flatMap((field) => {
    const text = message[field]
    return text === undefined || text === '' ? [] : [new WordsValue(field, cutWords(text))]
  })
}
