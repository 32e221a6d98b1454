import type { Conversation } from '../engine/conversation.ts'
import type { Judgement } from '../engine/judge.ts'
import type { Message } from '../engine/message.ts'
import type { Verdict } from '../engine/verdict.ts'

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

/** Compiles the built-in rules without those switched off. */
export type PrepareJudge = (disabled: ReadonlySet<string>) => {
  readonly judge: Judge
  /** Rules that could not be compiled. */
  readonly faults: readonly string[]
}
