import type { Message } from '../../engine/message.ts'

/** A part of a message beside its text: path as evidence has it. */
export interface MessagePart {
  readonly path: string
  readonly text: string
}

/** What stands in for ids that an author did not write. */
const UNTOLD: ReadonlySet<string> = new Set(['id', 'threadId', 'text'])

/** Everything that an example says beside its text. */
export function listParts(message: Message): MessagePart[] {
  return Object.entries(message).flatMap(([name, value]: [string, unknown]) =>
    UNTOLD.has(name) ? [] : flatten(name, value),
  )
}

function flatten(path: string, value: unknown): MessagePart[] {
  if (typeof value !== 'object' || value === null) return [{ path, text: String(value) }]
  return Object.entries(value).flatMap(([key, child]: [string, unknown]) =>
    flatten(`${path}.${key}`, child),
  )
}
