import { foldCase } from './fold.ts'

/** Folded texts, letter by letter; each node is a beginning of one of them. */
export class LiteralTrie {
  /** Letters by the character that they are. */
  readonly #letters = new Map<string, number>()
  /** Of each node: the nodes behind it, by letter. */
  readonly #children = [new Map<number, number>()]
  readonly #ends = new Map<number, number>()

  static readonly ROOT = 0

  /** `number` is reported where the text ends. */
  add(text: string, number: number): void {
    let node = LiteralTrie.ROOT
    for (const character of text) {
      const letter = this.#letters.get(character) ?? this.#letters.size
      this.#letters.set(character, letter)
      const children = this.#children[node]
      const next = children?.get(letter) ?? this.#children.length
      if (next === this.#children.length) this.#children.push(new Map())
      children?.set(letter, next)
      node = next
    }
    this.#ends.set(node, number)
  }

  /** The letter that a character is in any case, -1 where no text holds it. */
  letterOf(point: number): number {
    return this.#letters.get(foldCase(String.fromCodePoint(point))) ?? -1
  }

  next(node: number, letter: number): number | undefined {
    return this.#children[node]?.get(letter)
  }

  /** The text that ends at a node. */
  endAt(node: number): number | undefined {
    return this.#ends.get(node)
  }
}
