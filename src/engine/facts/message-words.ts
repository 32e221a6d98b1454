import type { EventValue, WordsView } from '../event.ts'
import type { Message } from '../message.ts'
import type { MappedText } from '../text/mapped-text.ts'
import { makePlainText } from '../text/plain-text.ts'
import { undoDisguise, type Disguise } from '../text/disguise.ts'
import type { WordList } from '../text/word-list.ts'
import { cutWords, joinWords } from '../text/words.ts'

/** The fields that `words` covers. */
export const WORD_FIELDS = ['subject', 'text', 'quoted', 'hidden'] as const
export type WordField = (typeof WORD_FIELDS)[number]

/** The words of a message's texts, cut once for all facts that need them. */
export class MessageWords {
  private readonly message: Message
  private readonly views = new Map<WordField, WordList>()
  private readonly plains = new Map<WordField, MappedText | undefined>()
  private readonly disguises = new Map<WordField, Disguise>()

  constructor(message: Message) {
    this.message = message
  }

  /** The words of a field, none where it is absent. */
  viewOf(field: WordField): WordList {
    const known = this.views.get(field)
    if (known !== undefined) return known
    const view = cutWords(this.message[field] ?? '')
    this.views.set(field, view)
    return view
  }

  /** The field as it would be typed plainly; undefined where it is so already. */
  plainOf(field: WordField): MappedText | undefined {
    if (this.plains.has(field)) return this.plains.get(field)
    const plain = makePlainText(this.message[field] ?? '')
    this.plains.set(field, plain)
    return plain
  }

  disguiseOf(field: WordField): Disguise {
    const known = this.disguises.get(field)
    if (known !== undefined) return known
    const disguise = undoDisguise(this.message[field] ?? '', this.viewOf(field))
    this.disguises.set(field, disguise)
    return disguise
  }

  /** Values of `words`: the views as written, then those with disguises undone. */
  values(): EventValue[] {
    const fields = WORD_FIELDS.filter((field) => (this.message[field] ?? '') !== '')
    const second = fields.flatMap((field) => {
      const { view } = this.disguiseOf(field)
      return view === undefined ? [] : [new WordsValue(field, view)]
    })
    return [...fields.map((field) => new WordsValue(field, this.viewOf(field))), ...second]
  }
}

/** Joining the words is put off: the matcher's word index doesn't need it. */
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
