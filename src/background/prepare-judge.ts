import { judge, judgeKept, prepareEngine } from '../engine/judge.ts'
import type { ReaderTexts, RuleSetData } from '../engine/rule-set.ts'
import { makeTranslate } from '../engine/translate.ts'
import type { PrepareJudge } from './judge-port.ts'

/** The real engine on a rule set; `locale` is the language of its sentences. */
export function prepareJudgeWith(
  rules: RuleSetData,
  locale: string,
  loadTexts: () => ReaderTexts | undefined = () => rules.texts,
): PrepareJudge {
  const translate = makeTranslate(loadTexts, locale)
  return (disabled) => {
    const { engine, faults } = prepareEngine(rules, disabled)
    return {
      judge: {
        judge: (message, conversation, lookup) =>
          judge({ message, engine, conversation, locale, translate, lookup }),
        judgeKept: (message, conversation) =>
          judgeKept({ message, engine, conversation, locale, translate }),
      },
      faults: faults.map(({ rule, reason }) => `${rule}: ${reason}`),
    }
  }
}
