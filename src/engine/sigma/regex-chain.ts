import { measureTree } from './regex-reach.ts'
import { readRegexTree, type RegexTree } from './regex-tree.ts'

/**
 * A row of parts of which each stands behind the one before it, as `pay`, `\d+` and `back` do in
 * `pay[^\n]{0,40}\d+[^\n]{0,9}back`. A text that an expression fits holds one of its chains; a text that
 * holds one need not fit, since parts of a chain may overlap.
 */
export interface Chain {
  readonly links: readonly ChainLink[]
  /** Characters that a match may take behind its last part, at most. */
  readonly behind: number
}

export interface ChainLink {
  readonly tree: RegexTree
  /** Characters from the end of the part before it to its own end, at most. */
  readonly within: number
  /** Whether a line may end between the two. */
  readonly crossesLines: boolean
}

/** Chains of which one stands wherever an expression fits; undefined where it is too unusual to tell. */
export function readChains(pattern: string, flags: string): readonly Chain[] | undefined {
  const tree = readRegexTree(pattern, flags)
  if (tree === undefined) return undefined
  const chains = listAlternatives(tree).map(cutChain)
  const known = chains.filter((chain) => chain !== undefined)
  return known.length === chains.length ? known : undefined
}

/** Characters that a match may take behind the end that a scan tells, at most. */
export function measureBehind(pattern: string, flags: string): number {
  const chains = readChains(pattern, flags)
  return Math.max(
    ...(chains ?? []).map(({ behind }) => behind),
    chains === undefined ? Infinity : 0,
  )
}

function listAlternatives(tree: RegexTree): readonly RegexTree[] {
  const [only] = tree.kind === 'sequence' && tree.trees.length === 1 ? tree.trees : []
  if (only !== undefined) return listAlternatives(only)
  return tree.kind === 'either' ? tree.trees.flatMap(listAlternatives) : [tree]
}

/** Undefined for an alternative that may take no character: it stands everywhere. */
function cutChain(tree: RegexTree): Chain | undefined {
  const links: ChainLink[] = []
  let part: RegexTree[] = []
  let gap: Gap = NO_GAP
  const close = (isFollowed: boolean): void => {
    if (isWeak(part)) gap = addToGap(gap, part)
    else {
      links.push(makeLink(part, gap, isFollowed))
      // What the trimmed end may take stands between this part and the next.
      gap = isFollowed ? addToGap(NO_GAP, part.slice(-1)) : NO_GAP
    }
    part = []
  }
  for (const piece of flatten(tree)) {
    if (!isGap(piece)) part.push(piece)
    else {
      close(true)
      gap = addToGap(gap, [piece])
    }
  }
  close(false)
  return links.length === 0 ? undefined : { links, behind: gap.max }
}

/** Pieces in a row; groups without alternatives are opened. */
function flatten(tree: RegexTree): readonly RegexTree[] {
  if (tree.kind === 'sequence') return tree.trees.flatMap(flatten)
  const [only] = tree.kind === 'either' && tree.trees.length === 1 ? tree.trees : []
  return only === undefined ? [tree] : flatten(only)
}

/** What may stand between two parts. */
interface Gap {
  readonly max: number
  readonly crossesLines: boolean
}

const NO_GAP: Gap = { max: 0, crossesLines: false }
const MIN_GAP = 5
const MIN_NARROW_GAP = 20
const SPACE = 0x20
const COMMON = 0x65
/** A set that holds all of these holds nearly everything. */
const SAMPLE = [SPACE, COMMON, 0x31, 0x2c]

function isGap(tree: RegexTree): boolean {
  if (tree.kind !== 'repeat' || tree.max < MIN_GAP) return false
  const [only, ...others] = flatten(tree.tree)
  if (only?.kind !== 'any' || others.length > 0) return false
  const isNarrow = tree.max >= MIN_NARROW_GAP && only.set.has(COMMON)
  return isNarrow || SAMPLE.every((point) => only.set.has(point))
}

/** A part that stands nearly everywhere. */
function isWeak(part: readonly RegexTree[]): boolean {
  if (part.every(canBeEmpty)) return true
  const [only, ...others] = part
  return only?.kind === 'any' && others.length === 0 && only.set.has(SPACE)
}

function addToGap(gap: Gap, trees: readonly RegexTree[]): Gap {
  const max = measureTree({ kind: 'sequence', trees })?.max ?? Infinity
  return { max: gap.max + max, crossesLines: gap.crossesLines || trees.some(canHoldLineEnd) }
}

function makeLink(part: readonly RegexTree[], gap: Gap, isFollowed: boolean): ChainLink {
  const whole: RegexTree = { kind: 'sequence', trees: part }
  const size = measureTree(whole)?.max ?? Infinity
  const trees = trimStart(part)
  return {
    tree: {
      kind: 'sequence',
      trees: isFollowed ? trimStart([...trees].reverse()).reverse() : trees,
    },
    within: gap.max + size,
    crossesLines: gap.crossesLines || canHoldLineEnd(whole),
  }
}

/** What may be left out at an end needs no finding: `\d{2,6}` holds `\d{2}`. */
function trimStart(part: readonly RegexTree[]): RegexTree[] {
  const first = part.findIndex((piece) => !canBeEmpty(piece) || piece.kind === 'boundary')
  const [piece, ...rest] = part.slice(Math.max(0, first))
  if (piece?.kind !== 'repeat') return piece === undefined ? [] : [piece, ...rest]
  return [{ ...piece, max: piece.min }, ...rest]
}

const LINE_END = 0x0a

function canHoldLineEnd(tree: RegexTree): boolean {
  switch (tree.kind) {
    case 'empty':
    case 'edge':
    case 'boundary':
      return false
    case 'any':
    case 'chars':
      return tree.set.has(LINE_END)
    case 'sequence':
    case 'either':
      return tree.trees.some(canHoldLineEnd)
    case 'repeat':
      return canHoldLineEnd(tree.tree)
  }
}

function canBeEmpty(tree: RegexTree): boolean {
  switch (tree.kind) {
    case 'empty':
    case 'edge':
    case 'boundary':
      return true
    case 'any':
    case 'chars':
      return false
    case 'sequence':
      return tree.trees.every(canBeEmpty)
    case 'either':
      return tree.trees.some(canBeEmpty)
    case 'repeat':
      return tree.min === 0 || canBeEmpty(tree.tree)
  }
}
