import * as v from 'valibot'
import browser, { type Runtime } from 'webextension-polyfill'
import {
  CALLS,
  PAGE_CALLS,
  type CallName,
  type CallReply,
  type CallRequest,
  type Notice,
} from './protocol.ts'

/** A call that was refused or failed on the other side; `reason` holds no text of any message. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed'
  constructor(
    readonly call: CallName,
    readonly reason: string,
  ) {
    super(`${call}: ${reason}`)
  }
}

/** Thrown by a handler whose reason the caller may see. */
export class CallRefused extends Error {
  override readonly name = 'CallRefused'
}

/** The frame that a `page/` call came from, as the browser says it, not the page. */
export interface PageSender {
  readonly tabId: number
  readonly frameId: number
  /** Address of the frame's document. */
  readonly url: string
  /** Names the document, where the browser tells it: it changes when the frame loads another. */
  readonly documentId?: string
  readonly isPrivate: boolean
}

export type PageCallName = Extract<CallName, `page/${string}`>
export type UiCallName = Exclude<CallName, PageCallName>

type PageHandler<N extends PageCallName> = (
  data: CallRequest<N>,
  sender: PageSender,
) => Promise<CallReply<N>> | CallReply<N>
type UiHandler<N extends UiCallName> = (
  data: CallRequest<N>,
) => Promise<CallReply<N>> | CallReply<N>

/** Answers content scripts. */
export type PageHandlers = { readonly [N in PageCallName]: PageHandler<N> }
/** Answers the extension's own pages. */
export type UiHandlers = { readonly [N in UiCallName]: UiHandler<N> }

const NOT_A_PAGE = 'only a script in a page may ask this'

const envelopeSchema = v.object({ call: v.string(), data: v.unknown() })
const answerSchema = v.variant('ok', [
  v.object({ ok: v.literal(true), data: v.unknown() }),
  v.object({ ok: v.literal(false), reason: v.string() }),
])

/** Calls the background; throws `CallFailed` where it refuses, fails or answers something else. */
export async function call<N extends CallName>(
  name: N,
  data: CallRequest<N>,
): Promise<CallReply<N>> {
  const raw: unknown = await browser.runtime.sendMessage({ call: name, data })
  const answer = v.safeParse(answerSchema, raw)
  if (!answer.success) throw new CallFailed(name, 'no answer from the background')
  if (!answer.output.ok) throw new CallFailed(name, answer.output.reason)
  const reply = v.safeParse(replySchema(name), answer.output.data)
  if (!reply.success)
    throw new CallFailed(name, `malformed reply at ${describeIssue(reply.issues[0])}`)
  return reply.output
}

/** Answers every call. Must run while the background's script is first evaluated. */
export function answerCalls(page: PageHandlers, ui: UiHandlers): void {
  const answer = async (name: CallName, data: unknown, sender: Runtime.MessageSender) => {
    try {
      const reply = isPageCall(name)
        ? await answerPage(page, name, data, sender)
        : await answerUi(ui, name, data, sender)
      return { ok: true, data: reply }
    } catch (error) {
      return { ok: false, reason: describeFailure(error) }
    }
  }
  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
    const envelope = v.safeParse(envelopeSchema, message)
    if (!envelope.success || !isCallName(envelope.output.call)) return undefined
    return answer(envelope.output.call, envelope.output.data, sender)
  })
}

function answerPage<N extends PageCallName>(
  handlers: PageHandlers,
  name: N,
  data: unknown,
  sender: Runtime.MessageSender,
): Promise<CallReply<N>> | CallReply<N> {
  const from = readPageSender(sender)
  const handle: PageHandler<N> = handlers[name]
  return handle(parseRequest(name, data), from)
}

function answerUi<N extends UiCallName>(
  handlers: UiHandlers,
  name: N,
  data: unknown,
  sender: Runtime.MessageSender,
): Promise<CallReply<N>> | CallReply<N> {
  if (!isOwnPage(sender)) throw new CallRefused('only pages of the extension may ask this')
  const handle: UiHandler<N> = handlers[name]
  return handle(parseRequest(name, data))
}

function parseRequest<N extends CallName>(name: N, data: unknown): CallRequest<N> {
  const request = v.safeParse(requestSchema(name), data)
  if (request.success) return request.output
  throw new CallRefused(`malformed request at ${describeIssue(request.issues[0])}`)
}

function readPageSender(sender: Runtime.MessageSender): PageSender {
  const { tab, url, frameId, documentId } = sender
  if (sender.id !== browser.runtime.id || isOwnPage(sender)) throw new CallRefused(NOT_A_PAGE)
  if (tab?.id === undefined || url === undefined) throw new CallRefused(NOT_A_PAGE)
  return {
    tabId: tab.id,
    frameId: frameId ?? 0,
    url,
    isPrivate: tab.incognito,
    ...(documentId === undefined ? {} : { documentId }),
  }
}

function isOwnPage(sender: Runtime.MessageSender): boolean {
  const root = browser.runtime.getURL('')
  return sender.id === browser.runtime.id && sender.url?.startsWith(root) === true
}

/** Path and expectation only: valibot's own wording repeats what was received. */
export function describeIssue(issue: v.BaseIssue<unknown>): string {
  const expected = issue.expected === null ? '' : ` (expected ${issue.expected})`
  return `${v.getDotPath(issue) ?? 'the top'}${expected}`
}

function describeFailure(error: unknown): string {
  if (error instanceof CallRefused) return error.message
  return error instanceof Error ? `failed: ${error.name}` : 'failed'
}

function isCallName(name: string): name is CallName {
  return Object.hasOwn(CALLS, name)
}

function isPageCall(name: CallName): name is PageCallName {
  return PAGE_CALLS.has(name)
}

/** The table's entry, typed so that it stays tied to its name. */
function requestSchema<N extends CallName>(name: N): v.GenericSchema<unknown, CallRequest<N>> {
  return CALLS[name].request
}

function replySchema<N extends CallName>(name: N): v.GenericSchema<unknown, CallReply<N>> {
  return CALLS[name].reply
}

/** Tells one frame of a tab, or all of them; false where nobody listens there any more. */
export async function sendNotice(
  tabId: number,
  notice: Notice,
  frameId?: number,
): Promise<boolean> {
  try {
    await browser.tabs.sendMessage(tabId, notice, frameId === undefined ? {} : { frameId })
    return true
  } catch {
    return false
  }
}
