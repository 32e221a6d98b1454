import { pickLocale } from '../engine/reader-text.ts'
import type { RuleMeta } from '../engine/rule-set.ts'
import { makeTranslate } from '../engine/translate.ts'
import { tryExamples } from '../packs/try-examples.ts'
import { CallRefused, type UiHandlers } from '../platform/messages.ts'
import type { CallReply, CallRequest } from '../platform/protocol.ts'
import type { RULE_PROTOCOL, RuleTexts } from '../platform/rule-protocol.ts'
import { parseMessage } from '../platform/schema/message.ts'
import type { Settings } from '../platform/schema/views.ts'
import { getLocale } from '../platform/lifecycle.ts'
import type { ActiveRules } from './active-rules.ts'
import type { Context } from './context.ts'
import { countFired } from './count-fired.ts'
import { findRuleDocument } from './find-rule-document.ts'
import { listRules } from './list-rules.ts'
import { isTooLarge } from './parse-batch.ts'
import { relateRules } from './relate-rules.ts'
import { rereadPages } from './reread-pages.ts'
import { changeSettings, loadSettings } from './settings-store.ts'

/** Answers the page that lists rules and shows them one by one. */
export function answerRules(context: Context): Pick<UiHandlers, keyof typeof RULE_PROTOCOL> {
  return {
    'rules/list': async () => {
      const data = await (await context.rules.load()).readData()
      return listRules(data, await loadSettings())
    },
    'rules/enable': ({ id, enabled }) => enableRule(context, id, enabled),
    'rules/level': ({ id, level }) => chooseLevel(context, id, level),
    'rules/read': ({ id }) => readRule(context, id),
    'rules/try': ({ id, examples }) => tryRule(context, id, examples),
    'rules/fired': async () => countFired(await context.normal.records.listFlagged()),
  }
}

async function enableRule(context: Context, id: string, enabled: boolean): Promise<null> {
  const { signals, stories, exceptions } = await (await context.rules.load()).readData()
  requireRule(id, [...signals, ...stories, ...exceptions])
  return changeChoices(context, ({ disabledRules }) => {
    const others = disabledRules.filter((other) => other !== id)
    return { disabledRules: enabled ? others : [...others, id] }
  })
}

async function chooseLevel(
  context: Context,
  id: string,
  level: CallRequest<'rules/level'>['level'],
): Promise<null> {
  const { signals, stories } = await (await context.rules.load()).readData()
  requireRule(id, [...signals, ...stories])
  return changeChoices(context, ({ ruleLevels }) => {
    const others = Object.entries(ruleLevels).filter(([other]) => other !== id)
    return { ruleLevels: Object.fromEntries(level === null ? others : [...others, [id, level]]) }
  })
}

function requireRule(id: string, rules: readonly RuleMeta[]): void {
  if (!rules.some((rule) => rule.id === id)) throw new CallRefused('no such rule')
}

/** One after another: two switches turned quickly must not undo each other. */
async function changeChoices(
  context: Context,
  change: (settings: Settings) => Partial<Settings>,
): Promise<null> {
  await context.queue.run(async () => changeSettings(change(await loadSettings())))
  await rereadPages(context)
  return null
}

async function readRule(context: Context, id: string): Promise<CallReply<'rules/read'>> {
  const active = await context.rules.load()
  const data = await active.readData()
  const rules: readonly RuleMeta[] = [...data.signals, ...data.stories, ...data.exceptions]
  const rule = rules.find((other) => other.id === id)
  if (rule === undefined) return null
  const document = await findRuleDocument(context.rules, rule)
  return {
    relations: relateRules(data, rule),
    texts: readTexts(rule, active),
    ...(document === undefined ? {} : { document }),
  }
}

function readTexts(rule: RuleMeta, { loadTexts }: ActiveRules): RuleTexts {
  const locale = getLocale()
  const translate = makeTranslate(loadTexts, locale)
  const texts: RuleTexts = {}
  for (const field of ['headline', 'explain', 'innocent', 'advice'] as const) {
    const text = rule[field]
    if (text !== undefined)
      texts[field] = typeof text === 'string' ? translate(text) : pickLocale(text, locale)
  }
  return texts
}

async function tryRule(
  context: Context,
  id: string,
  items: readonly (readonly unknown[])[],
): Promise<CallReply<'rules/try'>> {
  const examples = items.map((item, index) =>
    item.map((message) => {
      const result = parseMessage(message)
      if (!result.ok) throw new CallRefused(`example ${index + 1}: ${result.reason}`)
      if (isTooLarge(result.message)) throw new CallRefused(`example ${index + 1} is too large`)
      return result.message
    }),
  )
  const { engine, readData } = await context.rules.load()
  const [data, { disabledRules }] = await Promise.all([readData(), loadSettings()])
  const trials = tryExamples(id, examples, { data, engine, disabled: new Set(disabledRules) })
  return trials?.map(({ applies, evidence }) => ({ applies, evidence: [...evidence] })) ?? null
}
