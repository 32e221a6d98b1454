import { MIN_STEM, type Phrase } from './phrase-index.ts'
import type { WordShape } from './word-test.ts'
import type { WordTree } from './word-tree.ts'

type Phrases = readonly Phrase[]

/** Phrases of which one stands wherever the tree fits; undefined where none are known. */
export function findGuards(tree: WordTree): Phrases | undefined {
  switch (tree.kind) {
    case 'word':
      return joinAll(tree.test.shapes.map(readShape))
    case 'either':
      return joinAll(tree.trees.map(findGuards))
    case 'repeat':
      return tree.min === 0 ? undefined : findGuards(tree.tree)
    case 'sequence':
      return [...tree.trees.map(findGuards), ...readRuns(tree.trees)].reduce(
        chooseBetter,
        undefined,
      )
  }
}

function readShape(shape: WordShape): Phrases | undefined {
  if (shape.kind === 'expression') return undefined
  if (shape.kind === 'whole') return [{ words: [shape.text], isOpen: false }]
  return shape.text.length < MIN_STEM ? undefined : [{ words: [shape.text], isOpen: true }]
}

function joinAll(lists: readonly (Phrases | undefined)[]): Phrases | undefined {
  const known = lists.filter((list) => list !== undefined)
  return known.length === lists.length ? known.flat() : undefined
}

/** Neighbouring words that stand for nothing but themselves make one phrase. */
function readRuns(trees: readonly WordTree[]): Phrases[] {
  const runs: Phrases[] = []
  let run: string[] = []
  for (const tree of [...trees, undefined]) {
    const shapes = tree?.kind === 'word' ? tree.test.shapes : []
    const [only] = shapes
    if (shapes.length === 1 && only?.kind === 'whole') {
      run.push(only.text)
      continue
    }
    if (run.length > 1) runs.push([{ words: run, isOpen: false }])
    run = []
  }
  return runs
}

/** The set that fewer texts hold: its shortest phrase is longer, or it has fewer phrases. */
function chooseBetter(a: Phrases | undefined, b: Phrases | undefined): Phrases | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return rate(b) > rate(a) ? b : a
}

function rate(phrases: Phrases): number {
  const shortest = Math.min(...phrases.map(({ words }) => words.join(' ').length))
  return shortest - Math.log2(phrases.length) / 2
}
