import type { Message } from '../engine/message.ts'
import type { UnreadPart } from '../engine/verdict.ts'

/** One message read from a file, or what could not be read, named with its place. */
export type InputItem =
  | { readonly message: Message; readonly unread?: readonly UnreadPart[] }
  | { readonly fault: string }
