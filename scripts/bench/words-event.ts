import type { Event } from '../../src/engine/event.ts'
import { cutWords, joinWords } from '../../src/engine/text/words.ts'

/** An event that holds nothing but the words of a text, cut when first asked for. */
export function makeWordsEvent(text: string): Event {
  return {
    get(field) {
      if (field !== 'words') return []
      const words = cutWords(text)
      return [
        {
          path: 'text',
          words,
          get value() {
            return joinWords(words)
          },
        },
      ]
    },
  }
}
