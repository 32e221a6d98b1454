import { ruleSetData, siteDefinitions } from 'virtual:rules'
import { judge, prepareEngine } from '../engine/judge.ts'
import panelPath from '../page/panel.iife.ts?script&iife'
import { getLocale } from '../platform/lifecycle.ts'
import type { PrepareJudge } from './judge-port.ts'
import { startBackground } from './start.ts'

const prepareJudge: PrepareJudge = (disabled) => {
  const { engine, faults } = prepareEngine(ruleSetData, disabled)
  const locale = getLocale()
  return {
    judge: {
      judge: (message, conversation, lookup) =>
        judge({ message, engine, conversation, locale, lookup }),
    },
    faults: faults.map(({ rule, reason }) => `${rule}: ${reason}`),
  }
}

startBackground({
  rules: ruleSetData,
  sites: siteDefinitions,
  prepareJudge,
  panelPath,
  now: () => Date.now(),
})
