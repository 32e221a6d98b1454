import type { Conversation } from '../engine/conversation.ts'
import type { Judgement } from '../engine/judge.ts'
import type { Message } from '../engine/message.ts'
import type { EngineChoices } from '../engine/rule-set.ts'
import type { Verdict } from '../engine/verdict.ts'
import type { ActiveRules } from './active-rules.ts'

/** A rule set in use. */
export interface Judge {
  judge(
    message: Message,
    conversation: Conversation,
    lookup: (key: string) => Message | undefined,
  ): Judgement
  /** Judges by memory and the parts that were kept; changes nothing. */
  judgeKept(parts: Message, conversation: Conversation): Verdict
}

/** Makes rules ready as the user chose them: some switched off, some at another level. */
export type PrepareJudge = (
  rules: ActiveRules,
  choices: Required<EngineChoices>,
) => {
  readonly judge: Judge
  /** Rules that could not be compiled. */
  readonly faults: readonly string[]
}
