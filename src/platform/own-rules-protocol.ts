import * as v from 'valibot'
import { isOwnPath, MAX_OWN_FILES, MAX_OWN_TEXT } from '../packs/own/own-file-limits.ts'
import { knownRulesSchema } from '../packs/own/known-rules.ts'

const pathSchema = v.pipe(v.string(), v.check(isOwnPath, 'is no path of a rule file'))
const textSchema = v.pipe(v.string(), v.maxLength(MAX_OWN_TEXT))

const faultSchema = v.object({
  /** From 1. */
  line: v.number(),
  message: v.string(),
  /** The document acts all the same. */
  kept: v.exactOptional(v.literal(true)),
})

/** A rule file of the user. */
export const ownFileViewSchema = v.object({
  path: v.string(),
  text: v.string(),
  /** Milliseconds since 1970: tells one version from the next. */
  changedAt: v.number(),
  paused: v.boolean(),
  /** Rules that act, or would if the file were not paused. */
  rules: v.array(
    v.object({
      /** As in the list of all rules. */
      id: v.string(),
      title: v.string(),
      kind: v.picklist(['signal', 'story', 'exception']),
      level: v.string(),
    }),
  ),
  faults: v.array(faultSchema),
})
export type OwnFileView = v.InferOutput<typeof ownFileViewSchema>

/** A file as copies of own data have it, and as it is imported. */
export const ownFileSchema = v.object({
  path: pathSchema,
  text: textSchema,
  paused: v.boolean(),
})

/** Calls about the user's own rules. Every change is compiled with all other rules, or does not happen. */
export const OWN_RULES_PROTOCOL = {
  'own-rules/list': { request: v.object({}), reply: v.array(ownFileViewSchema) },
  /** The rules that are active beside the own ones: what these may name and are tried with. */
  'own-rules/context': { request: v.object({}), reply: knownRulesSchema },
  /**
   * Keeps a file, also one with faults: what is faulty in it does not act. `base`: `changedAt` of the
   * version that was changed, null for a new file. Where another version is there by now, nothing is
   * written and that one is answered. `from`: the file's path before, where it was renamed.
   */
  'own-rules/save': {
    request: v.object({
      path: pathSchema,
      text: textSchema,
      base: v.nullable(v.number()),
      from: v.exactOptional(v.string()),
    }),
    reply: v.union([
      v.object({ saved: ownFileViewSchema }),
      v.object({ other: v.object({ text: v.string(), changedAt: v.number() }) }),
    ]),
  },
  /** Switches a file off as a whole, or on again. */
  'own-rules/pause': {
    request: v.object({ path: v.string(), paused: v.boolean() }),
    reply: v.null(),
  },
  /** Answers the file, to undo it. */
  'own-rules/remove': { request: v.object({ path: v.string() }), reply: ownFileSchema },
  /**
   * Takes files that were imported or removed. One whose path is there already with another text gets a
   * name of its own; one that is there as it is stays. Answers where each one lies now.
   */
  'own-rules/take': {
    request: v.object({ files: v.pipe(v.array(ownFileSchema), v.maxLength(MAX_OWN_FILES)) }),
    reply: v.array(v.object({ path: v.string(), isNew: v.boolean() })),
  },
} as const
