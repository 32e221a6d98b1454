import type { Message } from '../engine/message.ts'
import type { SiteDefinition } from '../sites/definition.ts'
import type { ParsedBatch } from './parse-batch.ts'
import { changeFrame, findFrame, type MessageHead, type TabState } from './tab-state.ts'

/** How a reader names the head of a message whose body stands in a frame of another origin. */
const HEAD = 'frame:'
/** Heads that a tab keeps. */
const MAX_HEADS = 200

export interface JoinSource {
  readonly site: SiteDefinition
  readonly frameId: number
  /** Where the reporting frame stands in the page. */
  readonly path: string | undefined
  readonly batch: ParsedBatch
  /** Ids of messages that left the frame. */
  readonly gone: readonly string[]
}

export interface Joined {
  readonly state: TabState
  /** Bodies with what their heads say; no heads. */
  readonly batch: ParsedBatch
  /** Frames whose bodies have another head now: they are to be read again. */
  readonly stale: readonly number[]
}

/**
 * Some pages show who wrote in one frame and the text in another, of another origin, so that no
 * reader sees both. They meet here, by the tab and the place of the frame in it. A body without a
 * head is judged as it is: better without a sender than not at all.
 */
export function joinFrames(before: TabState, source: JoinSource): Joined {
  const { site, frameId, path, batch, gone } = source
  if (site.bodyFrames.length === 0) return { state: before, batch, stale: [] }
  const placed = path === undefined ? before : changeFrame(before, frameId, { path })
  const heads = changeHeads(placed, frameId, batch.messages.filter(isHead), gone)
  const stale = placed.frames.filter(
    (frame) => frame.frameId !== frameId && hasOtherHead(placed.heads, heads, frame.path),
  )
  const own = findFrame(placed, frameId)?.path
  const bodies = batch.messages.filter((message) => !isHead(message))
  return {
    state: { ...placed, heads },
    batch: { ...batch, messages: bodies.map((body) => ({ ...findHead(heads, own), ...body })) },
    stale: stale.map((frame) => frame.frameId),
  }
}

function isHead({ id }: Message): boolean {
  return id.startsWith(HEAD)
}

function changeHeads(
  { heads, frames }: TabState,
  frameId: number,
  messages: readonly Message[],
  gone: readonly string[],
): MessageHead[] {
  const told = messages.map((message) => makeHead(frameId, message))
  const left = new Set(gone)
  const replaced = new Set(told.map(({ path }) => path))
  const kept = heads.filter(
    (head) =>
      frames.some((frame) => frame.frameId === head.frameId) &&
      !replaced.has(head.path) &&
      !(head.frameId === frameId && left.has(HEAD + head.path)),
  )
  return [...kept, ...told].slice(-MAX_HEADS)
}

/** What a body can't say of itself. */
function makeHead(frameId: number, message: Message): MessageHead {
  const { threadId, account, sentAt, direction, sender, recipient, subject, attachments } = message
  return {
    frameId,
    path: message.id.slice(HEAD.length),
    says: {
      ...(threadId === undefined ? {} : { threadId }),
      ...(account === undefined ? {} : { account }),
      ...(sentAt === undefined ? {} : { sentAt }),
      ...(direction === undefined ? {} : { direction }),
      ...(sender === undefined ? {} : { sender }),
      ...(recipient === undefined ? {} : { recipient }),
      ...(subject === undefined ? {} : { subject }),
      ...(attachments === undefined
        ? {}
        : { attachments: attachments.map((file) => ({ ...file })) }),
    },
  }
}

function findHead(
  heads: readonly MessageHead[],
  path: string | undefined,
): MessageHead['says'] | undefined {
  return heads.find((head) => head.path === path)?.says
}

function hasOtherHead(
  before: readonly MessageHead[],
  now: readonly MessageHead[],
  path: string | undefined,
): boolean {
  if (path === undefined) return false
  return JSON.stringify(findHead(before, path)) !== JSON.stringify(findHead(now, path))
}
