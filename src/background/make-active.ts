import * as v from 'valibot'
import type {
  CorrelationRule,
  DetectionRule,
  FilterRule,
  Lists,
  ReaderTexts,
  RuleSetData,
} from '../engine/rule-set.ts'
import { joinTexts } from '../packs/parse-texts.ts'
import { StoredRules } from '../packs/stored-rules.ts'
import type { ActiveRules } from './active-rules.ts'
import type { WokenRules } from './rule-database.ts'
import type { BuiltInRules } from './rule-store.ts'

/** The built-in rules alone. */
export function makeFloor({ rules, sites, loadTexts }: BuiltInRules): ActiveRules {
  const { version } = rules
  const readData = (): Promise<RuleSetData> => Promise.resolve(rules)
  return { version, engine: rules, sites, loadTexts, readData, faults: [] }
}

/** Rules that were compiled from sources; `readData` gives them as data. */
export function makeActive(
  { loadTexts }: BuiltInRules,
  { version, engine, sites, texts, faults }: WokenRules,
  readData: () => Promise<RuleSetData>,
): ActiveRules {
  return {
    version,
    engine: new StoredRules(version, engine),
    sites,
    loadTexts: () => (texts === '' ? loadTexts() : addTexts(loadTexts(), texts)),
    readData,
    faults,
  }
}

const textsSchema = v.object({
  english: v.array(v.string()),
  translations: v.record(v.string(), v.array(v.string())),
})

/** Sentences that were damaged since are missed alone: English stands in. */
function addTexts(builtIn: ReaderTexts | undefined, text: string): ReaderTexts | undefined {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), textsSchema), text)
  if (!parsed.success) return builtIn
  return builtIn === undefined ? parsed.output : joinTexts(builtIn, parsed.output)
}

const meta = { id: v.string(), name: v.string(), title: v.string(), level: v.string() }
const isMeta = (value: unknown): boolean => v.is(v.object(meta), value)
const isLists = (value: unknown): boolean =>
  v.is(v.object({ organisations: v.array(v.unknown()), values: v.object({}) }), value)

/** What this program wrote itself: looked at as deep as tells one thing from another. */
const rulesSchema = v.object({
  format: v.literal(1),
  version: v.string(),
  signals: v.array(v.custom<DetectionRule>(isMeta)),
  stories: v.array(v.custom<CorrelationRule>(isMeta)),
  exceptions: v.array(v.custom<FilterRule>(isMeta)),
  lists: v.custom<Lists>(isLists),
})

/** Undefined where the text was damaged. */
export function parseRules(text: string): RuleSetData | undefined {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), rulesSchema), text)
  return parsed.success ? parsed.output : undefined
}
