import { messageKey } from '../engine/conversation.ts'
import { loadPolicy } from '../platform/managed.ts'
import { CallRefused, sendNotice, type PageSender } from '../platform/messages.ts'
import type { CallReply, CallRequest } from '../platform/protocol.ts'
import type { MessageView } from '../platform/schema/views.ts'
import type { SiteDefinition } from '../sites/definition.ts'
import { memoryFor, type Context } from './context.ts'
import { findDefinitions } from './find-definitions.ts'
import { noteHealth } from './health-log.ts'
import { joinFrames } from './join-frames.ts'
import { loadKnownSenders } from './known-senders.ts'
import { judgeBatch, type BatchResult } from './judge-batch.ts'
import { warnOf } from './message-view.ts'
import { notifyOf } from './notify.ts'
import { Neighbours } from './neighbours.ts'
import { parseBatch, type ParsedBatch } from './parse-batch.ts'
import type { RulesInUse } from './rule-book.ts'
import { isSwitchedOff, signWarnings } from './policy.ts'
import { loadQuietSites } from './quiet-sites.ts'
import {
  claimPanel,
  injectPanel,
  planNotices,
  spreadChanges,
  type PanelClaim,
} from './show-warnings.ts'
import {
  changeFrame,
  changeVerdicts,
  describeHealth,
  dropMessages,
  findFrame,
  findMessage,
  findShown,
  isQuiet,
  isWarned,
  putMessages,
  resumeFrame,
  type TabState,
} from './tab-state.ts'

type ReadRequest = CallRequest<'page/read'>
type ReadReply = CallReply<'page/read'>

/** Judges what a frame read, remembers it, and answers with the warnings that the frame is to show. */
export async function readPage(
  context: Context,
  request: ReadRequest,
  sender: PageSender,
): Promise<ReadReply> {
  const outcome = await context.queue.run(() => takeIn(context, request, sender))
  outcome.send()
  const { claim, reply } = outcome
  if (claim?.isNew === true) {
    await injectPanel(context, sender.tabId, sender.frameId, claim.highlight)
  }
  return reply
}

interface Outcome {
  readonly reply: ReadReply
  readonly claim: PanelClaim | undefined
  /** Tells the other frames; outside the queue. */
  readonly send: () => void
}

async function takeIn(
  context: Context,
  request: ReadRequest,
  sender: PageSender,
): Promise<Outcome> {
  const { frameId } = sender
  // From here to the end of the batch: other rules may come into use meanwhile.
  const inUse = await context.ruleBook.get()
  const { sites, version } = inUse.rules
  const site = findDefinitions(sites, sender.url).find(({ id }) => id === request.site)
  if (site === undefined) throw new CallRefused('no such site at this address')
  if (isSwitchedOff(await loadPolicy(), site.id, sender.url)) {
    throw new CallRefused('this site is switched off by your organisation')
  }
  const batch = parseBatch(request, site, sender.url)
  const { refused } = batch
  const opened = await openFrame(context, request, sender)
  const { gone, frame: path } = request
  const joined = joinFrames(opened, { site, frameId, path, batch, gone })
  const { state: before, stale } = joined
  const neighbours = new Neighbours(context.tabs, sender)
  const result = await judge(context, inUse, joined.batch, sender, { own: before, neighbours })
  await commit(context, sender, result)

  const changed = takeChanges(before, request, sender, result, refused)
  await record(context, request, sender, site, changed)
  const shown = isQuiet(changed, frameId) ? [] : listShown(changed, frameId, result)
  const claim = shown.some(isWarned) ? claimPanel(changed, frameId) : undefined
  const elsewhere = planNotices(context, version, claim?.state ?? changed, result.changes, frameId)
  await context.tabs.save(elsewhere.state)
  const sends = [
    elsewhere.send,
    ...(await spreadChanges(context, version, neighbours, result.changes)),
  ]
  return {
    reply: await writeReply(before, shown, claim, { refused, ruleSet: version }),
    claim,
    send: () => {
      for (const send of sends) send()
      void notifyOf(context, {
        ...sender,
        isQuiet: isQuiet(changed, frameId),
        views: result.views.filter(({ key }) => result.fresh.includes(key)),
      })
      for (const frame of stale) void sendNotice(sender.tabId, { notice: 'reread' }, frame)
    },
  }
}

async function openFrame(
  context: Context,
  { site, health, details }: ReadRequest,
  sender: PageSender,
): Promise<TabState> {
  const { tabId, frameId, url, isPrivate } = sender
  const state = { ...(await context.tabs.open(tabId, isPrivate)), isPrivate }
  const quiet = (await loadQuietSites()).covers(site, url)
  const trouble = details?.trouble
  return changeFrame(resumeFrame(state, sender), frameId, {
    site,
    health,
    url,
    quiet,
    ...(trouble === undefined ? {} : { trouble }),
  })
}

/** Nothing of a private window is written; a disk that is full must not keep a warning back. */
async function record(
  { now }: Context,
  { health, details }: ReadRequest,
  { url, isPrivate }: PageSender,
  site: SiteDefinition,
  state: TabState,
): Promise<void> {
  if (isPrivate) return
  const status = describeHealth(state)
  const isReading = health === 'reading'
  try {
    await noteHealth({ site, url, status, isReading, details, now: now() })
  } catch {
    return
  }
}

async function judge(
  context: Context,
  { judge, name }: RulesInUse,
  { messages, unread }: ParsedBatch,
  { url, isPrivate }: PageSender,
  { own, neighbours }: { readonly own: TabState; readonly neighbours: Neighbours },
): Promise<BatchResult> {
  const forgotten = new Set(own.forgotten)
  const source = {
    ...memoryFor(context, isPrivate),
    judge,
    findShown: async (key: string) => findShown(own, key) ?? (await neighbours.findShown(key)),
    unread,
    ruleSet: name,
    senders: await loadKnownSenders(isPrivate),
    url,
    now: context.now(),
  }
  return judgeBatch(
    source,
    messages.filter((message) => !forgotten.has(messageKey(message))),
  )
}

/** A warning is shown also where it can't be kept; the settings page tells of the loss. */
async function commit(context: Context, sender: PageSender, result: BatchResult): Promise<void> {
  const { records } = memoryFor(context, sender.isPrivate)
  try {
    await records.commit(result.change, context.now())
  } catch {
    context.counters.unsaved += result.change.entries.length
  }
}

function takeChanges(
  before: TabState,
  { gone }: ReadRequest,
  { frameId }: PageSender,
  { views, changes }: BatchResult,
  refused: number,
): TabState {
  const left = dropMessages(before, frameId, gone)
  const changed = changeVerdicts(putMessages(left, frameId, views), changes)
  const total = (findFrame(before, frameId)?.refused ?? 0) + refused
  return changeFrame(changed, frameId, { refused: total })
}

/** Messages of the frame that were judged now, anew or for the first time. */
function listShown(state: TabState, frameId: number, result: BatchResult): MessageView[] {
  const keys = new Set([...result.changes.keys(), ...result.views.map(({ key }) => key)])
  return state.messages
    .filter((message) => message.frameId === frameId && keys.has(message.view.key))
    .map(({ view }) => view)
}

async function writeReply(
  before: TabState,
  shown: readonly MessageView[],
  claim: PanelClaim | undefined,
  { refused, ruleSet }: { readonly refused: number; readonly ruleSet: string },
): Promise<ReadReply> {
  const wasWarned = (key: string): boolean => {
    const known = findMessage(before, key)
    return known !== undefined && isWarned(known.view)
  }
  return {
    warnings: await signWarnings(shown.filter(isWarned).map((view) => warnOf(view, ruleSet))),
    clear: shown
      .filter((view) => !isWarned(view))
      .map(({ key }) => key)
      .filter(wasWarned),
    ...(claim === undefined ? {} : { highlight: claim.highlight }),
    ...(refused === 0 ? {} : { refused }),
  }
}
