import { COMPARISONS, type Comparison } from './compare-test.ts'
import { DATE_PARTS, type DatePart } from './date-part.ts'
import { ENCODINGS, type Encoding } from './encodings.ts'
import { type RulePath, SigmaError } from './faults.ts'
import type { Position } from './item-table.ts'
import type { RegexFlag } from './regex-test.ts'

/** What the modifiers of a key ask for. */
export interface Plan {
  /** Empty for keywords. */
  readonly field: string
  readonly kind: 'text' | 'regex' | 'number' | 'date' | 'network' | 'presence' | 'reference'
  readonly position: Position
  readonly needsAll: boolean
  readonly isCased: boolean
  readonly isNegated: boolean
  readonly hasPlaceholders: boolean
  readonly foldsDashes: boolean
  readonly encodings: readonly Encoding[]
  readonly flags: readonly RegexFlag[]
  readonly comparison: Comparison | undefined
  readonly datePart: DatePart | undefined
}

type Fail = (reason: string) => never
type Step = (plan: Plan, fail: Fail) => Partial<Plan>

/** Reads `field|modifier|modifier`. Throws SigmaError on what Sigma does not know or allow. */
export function readPlan(key: string, path: RulePath): Plan {
  const [field = '', ...modifiers] = key.split('|')
  let plan: Plan = { ...PLAIN, field }
  const seen = new Set<string>()
  for (const name of modifiers) {
    const fail: Fail = (reason) => {
      throw new SigmaError(path, `modifier "${name}" ${reason}`)
    }
    const step = STEPS.get(name)
    if (step === undefined) return fail(`is unknown; Sigma has ${[...STEPS.keys()].join(', ')}`)
    if (seen.has(name)) fail('stands twice')
    seen.add(name)
    plan = { ...plan, ...step(plan, fail) }
  }
  checkWhole(plan, path)
  return plan
}

const PLAIN: Plan = {
  field: '',
  kind: 'text',
  position: 'whole',
  needsAll: false,
  isCased: false,
  isNegated: false,
  hasPlaceholders: false,
  foldsDashes: false,
  encodings: [],
  flags: [],
  comparison: undefined,
  datePart: undefined,
}

const STEPS: ReadonlyMap<string, Step> = new Map<string, Step>([
  ['contains', putPosition('contains')],
  ['startswith', putPosition('startswith')],
  ['endswith', putPosition('endswith')],
  ['all', () => ({ needsAll: true })],
  ['cased', putCased],
  ['exists', putKind('presence')],
  ['neq', () => ({ isNegated: true })],
  ['re', putKind('regex')],
  ['i', putFlag('i')],
  ['m', putFlag('m')],
  ['s', putFlag('s')],
  ['cidr', putKind('network')],
  ...COMPARISONS.map((name): [string, Step] => [name, putComparison(name)]),
  ...DATE_PARTS.map((name): [string, Step] => [name, putDatePart(name)]),
  ...ENCODINGS.map((name): [string, Step] => [name, putEncoding(name)]),
  ['windash', putTextOnly({ foldsDashes: true })],
  ['expand', putTextOnly({ hasPlaceholders: true })],
  ['fieldref', putKind('reference')],
])

/** Every modifier by its name. */
export const MODIFIERS: readonly string[] = [...STEPS.keys()]

function putPosition(position: Position): Step {
  return (plan, fail) => {
    if (plan.position !== 'whole') fail(`can't be combined with "${plan.position}"`)
    if (plan.kind !== 'text' && plan.kind !== 'reference') fail('needs a text')
    return { position }
  }
}

function putCased(plan: Plan, fail: Fail): Partial<Plan> {
  if (plan.kind === 'regex') fail('is needless: "re" is case-sensitive without "i"')
  if (plan.kind !== 'text' && plan.kind !== 'reference') fail('needs a text')
  return { isCased: true }
}

/** Modifiers that give the value another type stand before all that depend on it. */
function putKind(kind: Plan['kind']): Step {
  return (plan, fail) => {
    const isChanged =
      plan.kind !== 'text' || plan.position !== 'whole' || plan.foldsDashes || plan.isCased
    if (isChanged || plan.hasPlaceholders || plan.encodings.length > 0) {
      fail("can't follow the modifiers before it")
    }
    return { kind }
  }
}

function putFlag(flag: RegexFlag): Step {
  return (plan, fail) => {
    if (plan.kind !== 'regex') fail('belongs behind "re"')
    return { flags: [...plan.flags, flag] }
  }
}

function putComparison(comparison: Comparison): Step {
  return (plan, fail) => {
    if (plan.comparison !== undefined) fail(`can't be combined with "${plan.comparison}"`)
    return plan.kind === 'date' ? { comparison } : { ...putKind('number')(plan, fail), comparison }
  }
}

function putDatePart(datePart: DatePart): Step {
  return (plan, fail) => ({ ...putKind('date')(plan, fail), datePart })
}

function putEncoding(encoding: Encoding): Step {
  return (plan, fail) => {
    if (plan.kind !== 'text') fail('needs a text')
    if (plan.position !== 'whole') fail(`belongs before "${plan.position}"`)
    return { encodings: [...plan.encodings, encoding] }
  }
}

function putTextOnly(change: Partial<Plan>): Step {
  return (plan, fail) => {
    if (plan.kind !== 'text') fail('needs a text')
    if (plan.encodings.length > 0) fail(`belongs before "${plan.encodings[0] ?? ''}"`)
    return change
  }
}

const KEYWORD_KINDS: readonly Plan['kind'][] = ['text', 'regex']

function checkWhole(plan: Plan, path: RulePath): void {
  if (plan.field === '' && !KEYWORD_KINDS.includes(plan.kind)) {
    throw new SigmaError(path, 'keywords stand without a field: this modifier needs one')
  }
  if (plan.kind === 'presence' && (plan.needsAll || plan.isNegated)) {
    throw new SigmaError(path, 'modifier "exists" stands alone: write true or false behind it')
  }
}
