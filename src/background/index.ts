import { ruleSetData, siteDefinitions } from 'virtual:rules'
import panelPath from '../page/panel.iife.ts?script&iife'
import { getLocale } from '../platform/lifecycle.ts'
import { prepareJudgeWith } from './prepare-judge.ts'
import { startBackground } from './start.ts'

startBackground({
  rules: ruleSetData,
  sites: siteDefinitions,
  prepareJudge: prepareJudgeWith(ruleSetData, getLocale()),
  panelPath,
  now: () => Date.now(),
})
