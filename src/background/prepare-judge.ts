import { judge, prepareEngine } from '../engine/judge.ts'
import type { RuleSetData } from '../engine/rule-set.ts'
import type { PrepareJudge } from './judge-port.ts'

/** The real engine on a rule set; `locale` is the language of its sentences. */
export function prepareJudgeWith(rules: RuleSetData, locale: string): PrepareJudge {
  return (disabled) => {
    const { engine, faults } = prepareEngine(rules, disabled)
    return {
      judge: {
        judge: (message, conversation, lookup) =>
          judge({ message, engine, conversation, locale, lookup }),
      },
      faults: faults.map(({ rule, reason }) => `${rule}: ${reason}`),
    }
  }
}
