import type { WordsView } from '../event.ts'

/** Collects words with the offsets that they came from. */
export class WordSink implements WordsView {
  readonly words: string[] = []
  readonly starts: number[] = []
  readonly ends: number[] = []

  add(word: string, start: number, end: number): void {
    this.words.push(word)
    this.starts.push(start)
    this.ends.push(end)
  }
}
