import { NO_VALUES, type EventValue } from '../event.ts'
import { detectLanguages } from './languages.ts'
import { WORD_FIELDS } from './message-words.ts'
import { plain, type FactTable } from './values.ts'

/** The views of the texts and what follows from them (see rules/README.md). */
export const textFacts: FactTable = {
  words: ({ words }) => words.values(),
  'text.languages': ({ words }) => detectLanguages(words.viewOf('text')).flatMap(plain),
  'text.length': ({ message }) => plain(message.text.length),
  'text.disguised': ({ message, words }) =>
    WORD_FIELDS.flatMap((path): readonly EventValue[] => {
      if (message[path] === undefined) return NO_VALUES
      const { range } = words.disguiseOf(path)
      return range === undefined ? NO_VALUES : [{ value: true, path, range }]
    }),
}
