import { MIN_STEM, type Phrase } from './phrase-index.ts'
import { readBeginning, type WordShape } from './word-test.ts'
import type { WordTree } from './word-tree.ts'

/** Phrases of which one stands wherever a tree fits, and how many words may stand before it there. */
export interface Guards {
  readonly phrases: readonly Phrase[]
  readonly before: Count
}

/** The least and the most of something. */
type Count = readonly [number, number]

const NONE: Count = [0, 0]

/** Undefined where no guards are known. */
export function findGuards(tree: WordTree): Guards | undefined {
  switch (tree.kind) {
    case 'word':
      return joinAll(tree.test.shapes.map(readShape))
    case 'either':
      return joinAll(tree.trees.map(findGuards))
    case 'repeat':
      return tree.min === 0 ? undefined : findGuards(tree.tree)
    case 'sequence':
      return [...findInParts(tree.trees), ...readRuns(tree.trees)].reduce(chooseBetter, undefined)
  }
}

function readShape(shape: WordShape): Guards | undefined {
  const isOpen = shape.kind !== 'whole'
  const text = shape.kind === 'expression' ? readBeginning(shape.source) : shape.text
  if (isOpen && text.length < MIN_STEM) return undefined
  return { phrases: [{ words: [text], isOpen }], before: NONE }
}

function joinAll(list: readonly (Guards | undefined)[]): Guards | undefined {
  const known = list.filter((guards) => guards !== undefined)
  if (known.length < list.length) return undefined
  return {
    phrases: known.flatMap(({ phrases }) => phrases),
    before: [
      Math.min(...known.map(({ before }) => before[0])),
      Math.max(...known.map(({ before }) => before[1])),
    ],
  }
}

function findInParts(trees: readonly WordTree[]): (Guards | undefined)[] {
  let passed: Count = NONE
  return trees.map((tree) => {
    const guards = findGuards(tree)
    const found = guards && { ...guards, before: add(passed, guards.before) }
    passed = add(passed, measure(tree))
    return found
  })
}

/** Neighbouring words that stand for nothing but themselves make one phrase. */
function readRuns(trees: readonly WordTree[]): Guards[] {
  const runs: Guards[] = []
  let run: string[] = []
  let before: Count = NONE
  let passed: Count = NONE
  for (const tree of [...trees, undefined]) {
    const shapes = tree?.kind === 'word' ? tree.test.shapes : []
    const [only] = shapes
    if (shapes.length === 1 && only?.kind === 'whole') {
      if (run.length === 0) before = passed
      run.push(only.text)
    } else {
      if (run.length > 1) runs.push({ phrases: [{ words: run, isOpen: false }], before })
      run = []
    }
    if (tree !== undefined) passed = add(passed, measure(tree))
  }
  return runs
}

/** How many words a tree takes. */
function measure(tree: WordTree): Count {
  switch (tree.kind) {
    case 'word':
      return [1, 1]
    case 'sequence':
      return tree.trees.map(measure).reduce(add, NONE)
    case 'either': {
      const sizes = tree.trees.map(measure)
      return [Math.min(...sizes.map(([min]) => min)), Math.max(...sizes.map(([, max]) => max))]
    }
    case 'repeat': {
      const [min, max] = measure(tree.tree)
      return [min * tree.min, max === 0 || tree.max === 0 ? 0 : max * tree.max]
    }
  }
}

function add(a: Count, b: Count): Count {
  return [a[0] + b[0], a[1] + b[1]]
}

/** The set that fewer texts hold: its most common phrase is longer, or it has fewer phrases. */
function chooseBetter(a: Guards | undefined, b: Guards | undefined): Guards | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return rate(b) > rate(a) ? b : a
}

function rate({ phrases }: Guards): number {
  return Math.min(...phrases.map(ratePhrase)) - Math.log2(phrases.length) / 2
}

/** Words that stand in most texts of a language, however long they are. */
const COMMON = new Set(
  `the to and of in is it you that for on with are this be as have at not or your from we can will by but
  if an my our they all me i a no so do he she what just get use any about one like more who out up when
  how there some only people their has was would them then send work need start first now make want know
  le la les de des et est en un une du pour que qui dans pas vous nous sur avec au ce se
  der die das und ist in zu den mit von für auf ein eine sie ich nicht wir es im dem an
  el los las y es una por con su que se para al lo como más o os as um uma para com não em do da
  il di che è per una con non si è la del della в и на не с по что для на за от и в у з на до що не`.split(
    /\s+/u,
  ),
)
const COMMON_WEIGHT = 1

function ratePhrase({ words }: Phrase): number {
  const lengths = words.map((word) => (COMMON.has(word) ? COMMON_WEIGHT : word.length))
  return lengths.reduce((sum, length) => sum + length, words.length - 1)
}
