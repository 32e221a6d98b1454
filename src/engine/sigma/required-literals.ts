import { readRegexTree, type RegexTree } from './regex-tree.ts'

type Texts = readonly string[]

/** What is known of a part of a regular expression. */
interface Finding {
  /** All texts that the part can match, where they are few. */
  readonly exact: Texts | undefined
  /** From each list one stands in whatever the part matches; the rarest list first. */
  readonly required: readonly Texts[]
  /** Texts of which one stands at the very start of what the part matches. */
  readonly start?: Texts | undefined
  readonly tail: Tail
}

/** What stands at the end: a space always, a space unless the part is empty, or anything. */
type Tail = 'space' | 'spaceOrNothing' | 'anything'

const MAX_TEXTS = 128
const MIN_WEIGHT = 2
const MAX_LISTS = 3
const EMPTY: Finding = { exact: [''], required: [], tail: 'spaceOrNothing' }
const NOTHING_KNOWN: Finding = { exact: undefined, required: [], tail: 'anything' }

/**
 * Finds lists of texts: from each of them one must occur wherever a regular expression matches, so
 * that a plain search can go first. The list that says most comes first. Careful rather than
 * complete: on anything unusual it gives none.
 */
export function listRequiredLiterals(pattern: string): readonly Texts[] {
  const tree = readRegexTree(pattern)
  if (tree === undefined) return []
  return listRequired(examine(tree)).map(dropLonger)
}

/** The list that says most; undefined where none is known. */
export function findRequiredLiterals(pattern: string): Texts | undefined {
  return listRequiredLiterals(pattern)[0]
}

/** A text that holds another of them says nothing more. */
function dropLonger(texts: Texts): Texts {
  return texts.filter((text) => !texts.some((other) => other !== text && text.includes(other)))
}

function listRequired({ exact, required }: Finding): readonly Texts[] {
  return rankLists([usable(exact), ...required])
}

function rankLists(lists: readonly (Texts | undefined)[]): readonly Texts[] {
  return lists
    .filter((list) => list !== undefined)
    .sort((a, b) => rate(b) - rate(a))
    .slice(0, MAX_LISTS)
}

function examine(tree: RegexTree): Finding {
  switch (tree.kind) {
    case 'empty':
    case 'boundary':
    case 'edge':
      return EMPTY
    case 'any':
      return NOTHING_KNOWN
    case 'chars':
      return {
        exact: tree.chars,
        required: [],
        tail: tree.chars.every((char) => char === ' ') ? 'space' : 'anything',
      }
    case 'either':
      return examineEither(tree.trees.map(examine))
    case 'sequence':
      return examineSequence(tree.trees.map(examine))
    case 'repeat':
      return examineRepeat(tree, examine(tree.tree))
  }
}

function examineEither(findings: readonly Finding[]): Finding {
  const exact = joinAll(findings.map((finding) => finding.exact))
  const lists = findings.map(listRequired)
  const count = Math.min(...lists.map(({ length }) => length))
  const required = Array.from({ length: count }, (_, i) => joinAll(lists.map((list) => list[i])))
  return { exact, required: rankLists(required), tail: joinTails(findings) }
}

function joinTails(findings: readonly Finding[]): Tail {
  if (findings.every(({ tail }) => tail === 'space')) return 'space'
  return findings.some(({ tail }) => tail === 'anything') ? 'anything' : 'spaceOrNothing'
}

function joinAll(lists: readonly (Texts | undefined)[]): Texts | undefined {
  const known = lists.filter((list) => list !== undefined)
  const all = [...new Set(known.flat())]
  return known.length === lists.length && all.length <= MAX_TEXTS ? all : undefined
}

/** Joins neighbours whose texts are known, as long as the combinations stay few. */
function examineSequence(findings: readonly Finding[]): Finding {
  let run: Texts = ['']
  const lists: (Texts | undefined)[] = []
  let isWhole = true
  let tail: Tail = 'spaceOrNothing'
  for (const finding of findings) {
    const joined = combine(run, finding.exact ?? finding.start)
    const before = tail
    if (finding.tail !== 'spaceOrNothing') tail = finding.tail
    if (finding.exact !== undefined && joined !== undefined) {
      run = joined
      continue
    }
    isWhole = false
    lists.push(usable(joined ?? run), ...finding.required)
    // A space before the part belongs to every text that begins with it.
    const open = finding.exact === undefined ? tail : before
    run = combine(open === 'space' ? [' '] : [''], finding.exact ?? ['']) ?? ['']
  }
  if (isWhole) return { exact: run, required: [], tail }
  return { exact: undefined, required: rankLists([...lists, usable(run)]), tail }
}

function combine(heads: Texts, tails: Texts | undefined): Texts | undefined {
  if (tails === undefined || heads.length * tails.length > MAX_TEXTS) return undefined
  return heads.flatMap((head) => tails.map((tail) => head + tail))
}

function examineRepeat(
  { min, max }: Extract<RegexTree, { kind: 'repeat' }>,
  finding: Finding,
): Finding {
  const { exact, required, tail } = finding
  if (min === 0) {
    const isOptional = max === 1 && exact !== undefined
    return {
      exact: isOptional ? [...new Set([...exact, ''])] : undefined,
      required: [],
      tail: tail === 'anything' ? 'anything' : 'spaceOrNothing',
    }
  }
  if (min === 1 && max === 1) return { exact, required, tail }
  return { exact: undefined, required: listRequired(finding), start: exact, tail }
}

function usable(texts: Texts | undefined): Texts | undefined {
  return texts?.every((text) => weigh(text) >= MIN_WEIGHT) === true ? texts : undefined
}

/** How few messages hold one of the texts: the weakest text is strong, or there are few. */
function rate(texts: Texts): number {
  return Math.min(...texts.map(weigh)) - Math.log2(texts.length) / 2
}

/** Letters beyond Latin and unusual signs are rarer than others. */
function weigh(text: string): number {
  let weight = 0
  for (const char of text) weight += char > '\u00ff' ? 3 : /[%$€£#+=~|&<>@]/.test(char) ? 2 : 1
  return weight
}
