import type { Message } from '../engine/message.ts'
import { parseMessage } from '../packs/message-schema.ts'
import { splitLines } from '../platform/mail/split-lines.ts'
import type { InputItem } from './input.ts'

/** One Message a line. A bad line is named as `place:line: reason` and the others are read. */
export async function* readJsonl(
  place: string,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<InputItem> {
  let line = 0
  for await (const bytes of splitLines(chunks)) {
    line += 1
    const item = readLine(bytes)
    if (item === undefined) continue
    yield 'reason' in item ? { fault: `${place}:${line}: ${item.reason}` } : item
  }
}

type Line = { readonly message: Message } | { readonly reason: string } | undefined

/** Broken UTF-8 becomes U+FFFD: the rest of the message is still worth judging. */
const decoder = new TextDecoder('utf-8')

function readLine(bytes: Uint8Array): Line {
  let text: string
  try {
    text = decoder.decode(bytes)
  } catch {
    return { reason: 'is too long to be read' }
  }
  if (text.trim() === '') return undefined
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { reason: `is not JSON: ${describeJsonError(error)}` }
  }
  const result = parseMessage(value)
  return result.ok ? { message: result.message } : { reason: result.reason }
}

/** V8 quotes the text around the fault; a message's words do not belong in an error. */
function describeJsonError(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  const position = /at position \d+/.exec(text)?.[0]
  if (position !== undefined) return `unexpected character ${position}`
  return text.includes('end of JSON') || text.includes('Unterminated')
    ? 'it ends too early'
    : 'unexpected character'
}
