import type { CompiledSource } from './compiled-source.ts'
import type { FieldName, Source } from './definition.ts'
import type { Way } from './field-tally.ts'
import { cutValue, type FieldsRead, type FieldValues } from './read-fields.ts'
import type { RunState } from './read-unit.ts'
import type { UnitView } from './unit-view.ts'

/** Kinds of messages that are kept of one conversation. */
const MAX_KINDS = 6

/** Something that was read in a message. */
export interface Step {
  readonly source: Source
  readonly compiled: CompiledSource
  readonly raw: string | undefined
  readonly value: string | undefined
  /** The field that got this value. */
  field?: FieldName
}

/** Selectors that match nothing in a kind of message: one search tells for all of them. */
export interface Absence {
  readonly selectors: ReadonlySet<string>
  readonly joined: string
}

/**
 * How a message was read. Most messages of a conversation show the same but for text, id and time: they
 * need not be asked for everything that a definition knows.
 */
export interface Kind {
  readonly absent: Absence
  /** Those come first on which most depends. */
  readonly steps: readonly Step[]
  /** Which selectors found unit and body. */
  readonly start: Way
  readonly inherited: RunState | undefined
  readonly read: FieldsRead
}

const NOTHING: Absence = { selectors: new Set(), joined: '' }

/** The first kind of which a unit may be, by what it does not hold. */
export function findAbsence(unit: Element, kinds: readonly Kind[]): Absence {
  for (const { absent } of kinds) {
    if (absent.joined !== '' && unit.querySelector(absent.joined) === null) return absent
  }
  return NOTHING
}

/** What a message shows that is of a known kind; undefined where it is not. */
export function readAsKnown(
  view: UnitView,
  start: Way,
  inherited: RunState | undefined,
): FieldsRead | undefined {
  const { kinds } = view.pane
  for (const [index, kind] of kinds.entries()) {
    if (kind.start !== start || kind.inherited !== inherited || !isAbsent(view, kind)) continue
    const values = repeatSteps(view, kind)
    if (values === undefined) continue
    if (index > 0) kinds.unshift(...kinds.splice(index, 1))
    return values === kind.read.values ? kind.read : { ...kind.read, values }
  }
  return undefined
}

function isAbsent(view: UnitView, { absent }: Kind): boolean {
  if (absent === view.absent) return true
  const { joined } = absent
  if (joined !== '' && view.unit.querySelector(joined) !== null) return false
  view.absent = absent
  return true
}

function repeatSteps(view: UnitView, { steps, read }: Kind): FieldValues | undefined {
  let { values } = read
  for (const step of steps) {
    const raw = view.readRaw(step.source, step.compiled)
    if (raw === step.raw) continue
    const value = raw === undefined ? undefined : step.compiled.extract(raw)
    if (value === step.value) continue
    const { field } = step
    if (value === undefined || field === undefined) return undefined
    if (values === read.values) values = { ...values }
    values[field] = cutValue(value)
  }
  return values
}

/** Keeps how a message was read. */
export function noteKind(
  view: UnitView,
  start: Way,
  inherited: RunState | undefined,
  read: FieldsRead,
): void {
  const { kinds } = view.pane
  const list = view.listAbsent().sort()
  const joined = list.join()
  const known = kinds.find(({ absent }) => absent.joined === joined)
  const absent = known?.absent ?? { selectors: new Set(list), joined }
  const steps = view.steps.filter(({ source: { select } }) => !absent.selectors.has(select ?? ''))
  for (const step of steps) if (view.site.fixed.has(step.field ?? '')) delete step.field
  const order = ({ field }: Step): number => (field === undefined ? 0 : 1)
  steps.sort((a, b) => order(a) - order(b))
  kinds.unshift({ absent, steps, start, inherited, read })
  kinds.length = Math.min(kinds.length, MAX_KINDS)
}
