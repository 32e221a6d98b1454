import { ensureAlarm, onAlarm } from '../platform/alarms.ts'
import { onStart } from '../platform/lifecycle.ts'
import { loadPolicy, onPolicyChanged, settlePolicy } from '../platform/managed.ts'
import { answerCalls, sendNotice } from '../platform/messages.ts'
import { onOriginsChanged } from '../platform/permissions.ts'
import { WELCOME_PAGE } from '../platform/own-files.ts'
import { onTabChanges, openOwnPage } from '../platform/tabs.ts'
import { announceChange } from './announce-change.ts'
import { answerSelectionClicks, offerCheck } from './check-selection.ts'
import { answerCommands } from './commands.ts'
import type { Context } from './context.ts'
import { followPolicy } from './follow-policy.ts'
import { followPolicySources } from './follow-policy-sources.ts'
import { IdbRecords } from './idb-records.ts'
import type { PrepareJudge } from './judge-port.ts'
import { noteLoss } from './losses.ts'
import { answerNotifications } from './notify.ts'
import { answerPage } from './page-calls.ts'
import { Queue } from './queue.ts'
import { RecentMessages } from './recent-messages.ts'
import { pruneRecords } from './retention.ts'
import { RuleBook } from './rule-book.ts'
import { RuleStore, type BuiltInRules } from './rule-store.ts'
import { SessionRecords } from './session-records.ts'
import { SiteAccess } from './site-access.ts'
import { restartReaders, resumeReaders, startReaders, stopReaders } from './site-duties.ts'
import { SOURCE_ALARM } from './sources/source-alarm.ts'
import { CLIENT_LIMITS, type ClientLimits } from './sources/source-client.ts'
import { resumeSources, updateDueSources } from './sources/source-duties.ts'
import { SourceUpdater } from './sources/source-updater.ts'
import { closeTab, leavePage } from './tab-duties.ts'
import { TabStates } from './tab-states.ts'
import { answerUi } from './ui-calls.ts'

const RETENTION_ALARM = 'retention'
const RETENTION_MINUTES = 24 * 60

export interface BackgroundParts {
  readonly builtIn: BuiltInRules
  readonly prepareJudge: PrepareJudge
  readonly panelPath: string
  readonly outlinePath: string
  readonly now: () => number
  /** How long a source of rules may take. */
  readonly updateLimits?: ClientLimits
}

/**
 * Registers every listener at once: a worker that was killed is woken for an event only if the
 * listener stands there when its script has run. All state is read back when it is needed.
 */
export function startBackground(parts: BackgroundParts): void {
  const context = createContext(parts)
  answerCalls(answerPage(context), answerUi(context))
  onStart(
    (isFirst) => {
      const work = [
        restartReaders(context),
        keepTidy(context),
        resumeSources(context),
        offerCheck(),
      ]
      void Promise.all(work)
      void settlePolicy().then(() => followPolicy(context))
      if (isFirst) void welcome()
    },
    () => {
      const work = [
        resumeReaders(context),
        keepTidy(context),
        resumeSources(context),
        followPolicy(context),
      ]
      void Promise.all(work)
    },
  )
  onPolicyChanged(() => void followPolicy(context))
  onOriginsChanged(
    // A source that a policy names may have waited for its host.
    (origins) => void Promise.all([startReaders(context, origins), followPolicySources(context)]),
    () => void stopReaders(context),
  )
  onTabChanges(
    (tabId, url) => void leavePage(context, tabId, url),
    (tabId) => void closeTab(context, tabId),
  )
  answerSelectionClicks(context)
  answerCommands(context)
  answerNotifications(context)
  onAlarm(RETENTION_ALARM, () => void pruneRecords(context))
  onAlarm(SOURCE_ALARM, () => void updateDueSources(context))
}

function createContext(parts: BackgroundParts): Context {
  const { builtIn, prepareJudge, panelPath, outlinePath, now, updateLimits } = parts
  const tabs = new TabStates()
  const rules = new RuleStore(builtIn, () => void noteSwitch(tabs, now()))
  return {
    rules,
    panelPath,
    outlinePath,
    now,
    ruleBook: new RuleBook(rules, prepareJudge),
    builtIn,
    sources: new SourceUpdater({
      store: rules,
      limits: updateLimits ?? CLIENT_LIMITS,
      now,
      random: () => Math.random(),
      announce: () => announceChange(now()),
    }),
    normal: {
      records: new IdbRecords((count) => noteLoss(count, now())),
      recent: new RecentMessages(),
    },
    private: { records: new SessionRecords(), recent: new RecentMessages() },
    tabs,
    access: new SiteAccess(),
    queue: new Queue(),
    counters: { unsaved: 0 },
  }
}

async function welcome(): Promise<void> {
  await settlePolicy()
  const { welcomePage = true } = await loadPolicy()
  if (welcomePage) await openOwnPage(WELCOME_PAGE)
}

async function keepTidy(context: Context): Promise<void> {
  await ensureAlarm(RETENTION_ALARM, RETENTION_MINUTES)
  await pruneRecords(context)
}

/** Verdicts follow the rules: open pages send their messages again. */
async function noteSwitch(tabs: TabStates, now: number): Promise<void> {
  await announceChange(now)
  for (const { tabId } of await tabs.list()) void sendNotice(tabId, { notice: 'reread' })
}
