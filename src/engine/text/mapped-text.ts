/** A text made from another, with the part of the original that each of its units stands for. */
export interface MappedText {
  readonly text: string
  readonly from: readonly number[]
  readonly to: readonly number[]
  /** The part of the original that was replaced first. */
  readonly first: readonly [number, number]
}

/** The part of the original that a part of the made text stands for; itself where nothing was made. */
export function locateMade(
  made: Omit<MappedText, 'text' | 'first'> | undefined,
  start: number,
  end: number,
): readonly [number, number] {
  if (made === undefined || end <= start) return [start, end]
  return [made.from[start] ?? 0, made.to[end - 1] ?? 0]
}

/** Puts a mapped text together from left to right. */
export class MappedTextBuilder {
  private text = ''
  private readonly from: number[] = []
  private readonly to: number[] = []
  private first: readonly [number, number] | undefined

  /** Takes a part over as it is. */
  keep(part: string, start: number): void {
    this.text += part
    for (let at = 0; at < part.length; at++) {
      this.from.push(start + at)
      this.to.push(start + at + 1)
    }
  }

  /** Puts `part` in place of the original from `start` to `end`. */
  replace(part: string, start: number, end: number): void {
    this.text += part
    this.first ??= [start, end]
    for (let at = 0; at < part.length; at++) {
      this.from.push(start)
      this.to.push(end)
    }
  }

  finish(): MappedText {
    return { text: this.text, from: this.from, to: this.to, first: this.first ?? [0, 0] }
  }
}
