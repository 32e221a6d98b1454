import type { Lists } from '../rule-set.ts'
import { CidrTest } from './cidr-test.ts'
import { CompareTest } from './compare-test.ts'
import { type RulePath, SigmaError } from './faults.ts'
import { type ItemTable, KEYWORD_FIELDS, WORDS_FIELD } from './item-table.ts'
import { type Plan, readPlan } from './modifiers.ts'
import { joinNodes, type Node } from './node.ts'
import type { TextForm, ValueTest } from './prepared-value.ts'
import { RegexTest } from './regex-test.ts'
import { ANY, joinParts, type Part } from './sigma-string.ts'
import { StringTest } from './string-test.ts'
import { compileWordPatterns, compileWordRegex, cutPattern } from './word-patterns.ts'
import { type PlacedValue, readPatterns, readValues } from './values.ts'

/** What compiling a selection needs to know beside the selection. */
export interface Workshop {
  readonly table: ItemTable
  readonly lists: Lists
}

/** Compiles one `field|modifiers: values` line. */
export function compileFieldItem(
  key: string,
  raw: unknown,
  path: RulePath,
  workshop: Workshop,
): Node {
  const plan = readPlan(key, path)
  const values = readValues(raw, path)
  if (plan.needsAll && values.length < 2) {
    throw new SigmaError(path, 'modifier "all" needs a list of at least two values')
  }
  const node = compileValues(plan, values, workshop)
  return plan.isNegated ? { kind: 'not', node } : node
}

/** Compiles a keyword: a text that stands anywhere in the message. */
export function compileKeyword(raw: unknown, path: RulePath, workshop: Workshop): Node {
  return compileFieldItem('', raw, path, workshop)
}

function compileValues(plan: Plan, values: readonly PlacedValue[], workshop: Workshop): Node {
  const [first] = values
  if (first?.value === null) return compileNull(plan, first, workshop)
  if (plan.kind === 'presence') return compilePresence(plan, values, workshop)
  if (plan.kind === 'text' && !plan.needsAll) return compileTexts(plan, values, workshop)
  const nodes = values.map((placed) => compileValue(plan, placed, workshop))
  return joinNodes(plan.needsAll ? 'and' : 'or', nodes)
}

function compileValue(plan: Plan, placed: PlacedValue, workshop: Workshop): Node {
  if (plan.kind === 'text') return compileTexts(plan, [placed], workshop)
  if (plan.kind === 'reference') return compileReference(plan, placed, workshop)
  const test = makeTest(plan, placed)
  if (test instanceof RegexTest && plan.field === WORDS_FIELD) {
    return compileWordRegex(test, workshop.table)
  }
  return workshop.table.addValueTest(fieldsOf(plan), test)
}

/** `null`: the field is absent. */
function compileNull(plan: Plan, { path }: PlacedValue, workshop: Workshop): Node {
  const isPlain = plan.kind === 'text' && plan.position === 'whole' && plan.encodings.length === 0
  if (!isPlain || plan.isCased || plan.foldsDashes || plan.hasPlaceholders || plan.field === '') {
    throw new SigmaError(path, 'null stands behind a field without modifiers')
  }
  return { kind: 'not', node: workshop.table.addPresence(plan.field) }
}

function compilePresence(plan: Plan, values: readonly PlacedValue[], workshop: Workshop): Node {
  const [only] = values
  if (values.length !== 1 || typeof only?.value !== 'boolean') {
    throw new SigmaError(only?.path ?? [], 'modifier "exists" needs true or false')
  }
  const present = workshop.table.addPresence(plan.field)
  return only.value ? present : { kind: 'not', node: present }
}

function compileReference(plan: Plan, placed: PlacedValue, workshop: Workshop): Node {
  const { value, path } = placed
  if (typeof value !== 'string' || !/^[\w.-]+$/.test(value)) {
    throw new SigmaError(path, 'modifier "fieldref" needs the name of a field')
  }
  return workshop.table.addReference(plan.field, value, plan, path)
}

function makeTest(plan: Plan, { value, path }: PlacedValue): ValueTest {
  if (plan.kind === 'regex') {
    if (typeof value !== 'string') throw new SigmaError(path, 'modifier "re" needs a text')
    return RegexTest.compile(value, plan.flags, path)
  }
  if (plan.kind === 'network') {
    if (typeof value !== 'string') throw new SigmaError(path, 'modifier "cidr" needs a text')
    return new CidrTest(value, path)
  }
  if (typeof value !== 'number') {
    throw new SigmaError(
      path,
      `modifier "${plan.comparison ?? plan.datePart ?? ''}" needs a number`,
    )
  }
  return new CompareTest(plan.comparison ?? 'eq', value, plan.datePart)
}

/** All texts of a line become one test; those on `words` go to the index where they can. */
function compileTexts(plan: Plan, values: readonly PlacedValue[], workshop: Workshop): Node {
  if (plan.field === WORDS_FIELD && !plan.isCased && !plan.foldsDashes) {
    const cut = values.flatMap((placed) =>
      readPatterns(placed, plan, workshop.lists).map((parts) => cutPattern(parts, placed.path)),
    )
    return compileWordPatterns(cut, workshop.table)
  }
  const patterns = values.flatMap((placed) =>
    readPatterns(placed, plan, workshop.lists).map((parts) => placeKeyword(parts, plan, placed)),
  )
  return workshop.table.addValueTest(fieldsOf(plan), new StringTest(patterns, formOf(plan)))
}

function fieldsOf(plan: Plan): readonly string[] {
  return plan.field === '' ? KEYWORD_FIELDS : [plan.field]
}

function formOf(plan: Plan): TextForm {
  // Encoded texts hold no dashes of the value any more.
  const foldsDashes = plan.foldsDashes && plan.encodings.length === 0
  if (plan.isCased) return foldsDashes ? 'dashed' : 'exact'
  return foldsDashes ? 'foldedDashed' : 'folded'
}

/** A keyword stands anywhere in a field, unless its modifiers say where. */
function placeKeyword(parts: readonly Part[], plan: Plan, { path }: PlacedValue): readonly Part[] {
  if (plan.field !== '' || plan.position !== 'whole') return parts
  if (parts.every((part) => part === ANY)) {
    throw new SigmaError(path, 'the keyword is empty: it would stand in every message')
  }
  return joinParts([ANY], parts, [ANY])
}
