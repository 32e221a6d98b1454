import * as v from 'valibot'
import { evidenceSchema } from './schema/verdict.ts'
import { ruleViewSchema, sigmaLevelSchema } from './schema/views.ts'

/** Messages of one example, and examples that one call tries. */
const MAX_MESSAGES = 100
export const MAX_EXAMPLES = 200

const ids = v.array(v.string())

/** How a rule hangs together with others: their ids. */
const relationsSchema = v.object({
  /** Of a story: the rules that it is told of. Of an exception: the signals that it silences. */
  needs: ids,
  /** Stories that are told of it. */
  usedBy: ids,
  /** Exceptions that may silence it. */
  exceptions: ids,
  /** Signals whose presence in the message or conversation it asks for. */
  asksFor: ids,
  /** Rules that ask for its presence. */
  askedBy: ids,
})
export type RuleRelations = v.InferOutput<typeof relationsSchema>

const textsSchema = v.object({
  headline: v.exactOptional(v.string()),
  explain: v.exactOptional(v.string()),
  innocent: v.exactOptional(v.string()),
  advice: v.exactOptional(v.string()),
})
/** What a reader is told, in the reader's language where there is a translation. */
export type RuleTexts = v.InferOutput<typeof textsSchema>

const documentSchema = v.union([
  /** A file of the user. */
  v.object({ path: v.string(), text: v.string() }),
  /** Of a pack: data, of which the YAML has to be written. */
  v.object({ path: v.string(), value: v.unknown() }),
])
export type RuleFileContent = v.InferOutput<typeof documentSchema>

const trialSchema = v.object({
  /** Whether the rule holds on the example's last message; of an exception: whether it silences one. */
  applies: v.boolean(),
  evidence: v.array(evidenceSchema),
})
export type RuleTrial = v.InferOutput<typeof trialSchema>

const firedSchema = v.object({
  /** Entries of the review inbox, those of private windows not counted. */
  entries: v.number(),
  /** Of rules that an entry's verdict names, which are the strongest four of each. */
  rules: v.array(v.object({ rule: v.string(), fired: v.number(), dismissed: v.number() })),
})
export type RulesFired = v.InferOutput<typeof firedSchema>

/** Calls of the page that lists rules and shows them one by one. */
export const RULE_PROTOCOL = {
  'rules/list': { request: v.object({}), reply: v.array(ruleViewSchema) },
  'rules/enable': {
    request: v.object({ id: v.string(), enabled: v.boolean() }),
    reply: v.null(),
  },
  /** What the page can't know of a rule; null where there is none of that id. */
  'rules/read': {
    request: v.object({ id: v.string() }),
    reply: v.nullable(
      v.object({
        relations: relationsSchema,
        texts: textsSchema,
        /** Absent of built-in rules: their files come with the page. */
        document: v.exactOptional(documentSchema),
      }),
    ),
  },
  /**
   * Judges examples by the rules in use, as if the rule were on. `examples`: conversations of
   * `Message`, each judged at its last; null where there is no rule of that id.
   */
  'rules/try': {
    request: v.object({
      id: v.string(),
      examples: v.pipe(
        v.array(v.pipe(v.array(v.unknown()), v.minLength(1), v.maxLength(MAX_MESSAGES))),
        v.maxLength(MAX_EXAMPLES),
      ),
    }),
    reply: v.nullable(v.array(trialSchema)),
  },
  /** Chooses a signal's or story's level in place of its own; null takes that back. */
  'rules/level': {
    request: v.object({ id: v.string(), level: v.nullable(sigmaLevelSchema) }),
    reply: v.null(),
  },
  /** How often rules fired and were dismissed, as far as the review inbox tells. */
  'rules/fired': { request: v.object({}), reply: firedSchema },
} as const
