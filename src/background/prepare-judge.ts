import { judge, judgeKept, prepareEngine } from '../engine/judge.ts'
import { makeTranslate } from '../engine/translate.ts'
import type { PrepareJudge } from './judge-port.ts'

/** The real engine; `locale` is the language of its sentences. */
export function prepareJudgeWith(locale: string): PrepareJudge {
  return ({ engine: rules, loadTexts }, choices) => {
    const translate = makeTranslate(loadTexts, locale)
    const { engine, faults } = prepareEngine(rules, choices)
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
