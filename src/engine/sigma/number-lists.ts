/** Many short lists of numbers in two arrays: list `i` is `values` from `starts[i]` to `starts[i + 1]`. */
export class NumberLists {
  readonly starts: Int32Array
  readonly values: Int32Array

  constructor(starts: Int32Array, values: Int32Array) {
    this.starts = starts
    this.values = values
  }

  static of(lists: readonly (readonly number[])[]): NumberLists {
    const starts = new Int32Array(lists.length + 1)
    lists.forEach((list, i) => (starts[i + 1] = (starts[i] ?? 0) + list.length))
    return new NumberLists(starts, Int32Array.from(lists.flat()))
  }

  get(i: number): Int32Array {
    return this.values.subarray(this.starts[i] ?? 0, this.starts[i + 1] ?? 0)
  }

  startOf(i: number): number {
    return this.starts[i] ?? 0
  }

  /** Where list `i` ends in `values`. */
  endOf(i: number): number {
    return this.starts[i + 1] ?? 0
  }

  valueAt(place: number): number {
    return this.values[place] ?? 0
  }
}
