import { loadReaderTexts, ruleSetData, siteDefinitions } from 'virtual:rules'
import outlinePath from '../page/outline.iife.ts?script&iife'
import panelPath from '../page/panel.iife.ts?script&iife'
import { getLocale } from '../platform/lifecycle.ts'
import { prepareJudgeWith } from './prepare-judge.ts'
import { startBackground } from './start.ts'

startBackground({
  builtIn: { rules: ruleSetData, sites: siteDefinitions, loadTexts: loadReaderTexts },
  prepareJudge: prepareJudgeWith(getLocale()),
  panelPath,
  outlinePath,
  now: () => Date.now(),
})
