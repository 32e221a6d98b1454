/** Characters of one kind in a row: the letters of `[a-z]{0,8}`. */
interface Run {
  readonly takes: (unit: number) => boolean
  readonly min: number
  readonly max: number
}

/** Words of more units are left to the linear engine: the places in a word are bits of a number. */
const MAX_UNITS = 30
const PART = /(\\d|\[\^ \]|\[[^\]^]+\]|[^\\[\](){}|*+?.^$])([*+?]|\{\d{1,3}(?:,\d{0,3})?\})?/y
const SURROGATE = /[\ud800-\udfff]/

/**
 * Reads an expression for one word that is a row of characters, digits and classes, each repeated or
 * not. The answer tells whether it fits a whole word; undefined for words that are too long or hold
 * surrogates. Undefined for any other expression.
 */
export function compileRuns(source: string): ((word: string) => boolean | undefined) | undefined {
  const runs: Run[] = []
  if (SURROGATE.test(source)) return undefined
  PART.lastIndex = 0
  while (PART.lastIndex < source.length) {
    const part = PART.exec(source)
    if (part === null) return undefined
    const [min, max] = readCounts(part[2])
    runs.push({ takes: readClass(part[1] ?? ''), min, max })
  }
  return (word) =>
    word.length > MAX_UNITS || SURROGATE.test(word) ? undefined : fitsRuns(runs, word)
}

function fitsRuns(runs: readonly Run[], word: string): boolean {
  // Bit `n` is set where the runs so far can end before unit `n`.
  let places = 1
  for (const { takes, min, max } of runs) {
    let next = 0
    for (let start = 0; start <= word.length; start += 1) {
      if ((places & (1 << start)) === 0) continue
      for (let count = 0; ; count += 1) {
        if (count >= min) next |= 1 << (start + count)
        if (count === max || start + count >= word.length) break
        if (!takes(word.charCodeAt(start + count))) break
      }
    }
    if (next === 0) return false
    places = next
  }
  return (places & (1 << word.length)) !== 0
}

function readCounts(counts: string | undefined): readonly [number, number] {
  if (counts === undefined) return [1, 1]
  if (counts === '*') return [0, Infinity]
  if (counts === '+') return [1, Infinity]
  if (counts === '?') return [0, 1]
  const [min = '', max] = counts.slice(1, -1).split(',')
  if (max === undefined) return [Number(min), Number(min)]
  return [Number(min), max === '' ? Infinity : Number(max)]
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39
}

function readClass(source: string): Run['takes'] {
  if (source === '\\d') return isDigit
  if (source === '[^ ]') return () => true
  if (!source.startsWith('[')) return (unit) => unit === source.charCodeAt(0)
  const inner = source.slice(1, -1)
  const ranges = [...inner.matchAll(/\\d|(.)-(.)|./gsu)].map(([text, from, to]) => {
    if (text === '\\d') return [0x30, 0x39] as const
    return [(from ?? text).charCodeAt(0), (to ?? text).charCodeAt(0)] as const
  })
  return (unit) => ranges.some(([from, to]) => unit >= from && unit <= to)
}
