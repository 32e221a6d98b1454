import type { UiHandlers } from '../platform/messages.ts'
import { MAX_RECORDS } from '../platform/data-protocol.ts'
import type { CallReply } from '../platform/protocol.ts'
import { checkMessages, keepMessage } from './check-messages.ts'
import { findResult } from './check-selection.ts'
import type { Context } from './context.ts'
import { decideOnSender } from './decide-on-sender.ts'
import { listHealth } from './health-log.ts'
import { describeStorage } from './describe-storage.ts'
import { forgetMessages, restoreMessages } from './forget.ts'
import { getEntries, markEntries, noteInbox } from './inbox.ts'
import { listKeys, pageInbox } from './inbox-page.ts'
import { judgeAgain } from './judge-again.ts'
import { listSenders } from './known-senders.ts'
import { viewPolicy } from './policy.ts'
import { forgetLosses } from './losses.ts'
import {
  listOwnRules,
  pauseOwnRules,
  readKnownRules,
  removeOwnRules,
  saveOwnRules,
  takeOwnRules,
} from './own-rules.ts'
import { readChoices, takeChoices, takeRecords } from './own-data.ts'
import { listSites } from './list-sites.ts'
import { forgetEverything, pruneRecords } from './retention.ts'
import { changeSettings, loadSettings } from './settings-store.ts'
import { answerRules } from './rule-calls.ts'
import { quietSite } from './quiet-site.ts'
import { rereadPages } from './reread-pages.ts'
import { reportTab } from './report-tab.ts'
import { protectSite, unprotectSite } from './site-duties.ts'
import { answerSources } from './sources/source-calls.ts'
import { viewConversation } from './view-conversation.ts'
import { viewTab } from './view-tab.ts'

/** Answers popup and settings. */
export function answerUi(context: Context): UiHandlers {
  return {
    'tab/get': ({ tabId }) => viewTab(context, tabId),
    'inbox/mark': ({ marks }) => markEntries(context, marks),
    'inbox/page': (request) => pageInbox(context, request),
    'inbox/note': ({ key, note }) => toNull(noteInbox(context, key, note)),
    'inbox/keys': (request) => listKeys(context, request),
    'inbox/entries': ({ keys, withPrivate }) => getEntries(context, keys, withPrivate === true),
    'inbox/forget': ({ keys }) => forgetMessages(context, keys),
    'inbox/restore': ({ records }) => toNull(restoreMessages(context, records)),
    'inbox/conversation': ({ key }) => viewConversation(context, key),
    'inbox/rejudge': ({ keys }) => judgeAgain(context, keys),
    'inbox/keep': (checked) => toNull(keepMessage(context, checked)),
    'check/messages': (request) => checkMessages(context, request),
    'check/selection': ({ id }) => findResult(id),
    ...answerRules(context),
    'sites/list': async () => listSites((await context.rules.load()).sites),
    'sites/protect': ({ origin }) => toNull(protectSite(context, origin)),
    'sites/unprotect': ({ origin }) => toNull(unprotectSite(context, origin)),
    'sites/quiet': ({ id, quiet }) => toNull(quietSite(context, id, quiet)),
    'health/list': async () => listHealth((await context.rules.load()).sites),
    'tab/report': async ({ tabId }) => ({ report: await reportTab(context, tabId) }),
    ...answerSources(context),
    'senders/list': () => nameSenders(context),
    'senders/set': (sender) => toNull(decideOnSender(context, sender, false)),
    'settings/get': () => loadSettings(),
    'settings/set': (change) => setSettings(context, change),
    'policy/get': () => viewPolicy(),
    'storage/status': () => describeStorage(context),
    'storage/seen-loss': () => toNull(forgetLosses()),
    'data/choices': () => readChoices(),
    'data/memory': ({ after }) => context.normal.records.listEntries(after, MAX_RECORDS),
    'data/take': (request) => takeRecords(context, request),
    'data/take-choices': (request) => takeChoices(context, request),
    'own-rules/list': () => listOwnRules(context),
    'own-rules/context': () => readKnownRules(context),
    'own-rules/save': (request) => saveOwnRules(context, request),
    'own-rules/pause': (request) => toNull(pauseOwnRules(context, request)),
    'own-rules/remove': ({ path }) => removeOwnRules(context, path),
    'own-rules/take': (request) => takeOwnRules(context, request),
    'forget/everything': () => toNull(forgetEverything(context)),
  }
}

async function nameSenders({ rules }: Context): Promise<CallReply<'senders/list'>> {
  const { sites } = await rules.load()
  const senders = (await listSenders('local')).map((sender) => {
    const name = sites.find(({ id }) => id === sender.site)?.name
    return { ...sender, siteName: name ?? sender.site }
  })
  return senders.sort((a, b) => (a.address < b.address ? -1 : 1))
}

async function toNull(work: Promise<void>): Promise<null> {
  await work
  return null
}

async function setSettings(
  context: Context,
  change: Parameters<typeof changeSettings>[0],
): ReturnType<typeof changeSettings> {
  const settings = await context.queue.run(() => changeSettings(change))
  if (change.retentionDays !== undefined) await pruneRecords(context)
  if (change.disabledRules !== undefined || change.ruleLevels !== undefined) {
    await rereadPages(context)
  }
  return settings
}
