import * as v from 'valibot'
import { LEVELS, STAGES, type Verdict } from '../../engine/verdict.ts'

export const levelSchema = v.picklist(LEVELS)
export const stageSchema = v.picklist(STAGES)

export const evidenceSchema = v.object({
  field: v.string(),
  start: v.number(),
  end: v.number(),
  text: v.string(),
})

const findingSchema = v.object({
  rule: v.string(),
  name: v.string(),
  title: v.string(),
  level: levelSchema,
  stage: stageSchema,
  evidence: v.array(evidenceSchema),
  explain: v.string(),
  innocent: v.string(),
  advice: v.string(),
  related: v.exactOptional(
    v.array(
      v.object({
        id: v.string(),
        rule: v.string(),
        stage: stageSchema,
        sentAt: v.exactOptional(v.string()),
      }),
    ),
  ),
  headline: v.exactOptional(v.string()),
  tags: v.exactOptional(v.array(v.string())),
})

export const verdictSchema: v.GenericSchema<unknown, Verdict> = v.object({
  id: v.string(),
  threadId: v.exactOptional(v.string()),
  level: levelSchema,
  findings: v.array(findingSchema),
  unread: v.exactOptional(v.array(v.object({ part: v.string(), reason: v.string() }))),
})
