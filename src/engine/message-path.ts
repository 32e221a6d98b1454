import type { Message } from './message.ts'

/** The text at a path such as `sender.email` or `attachments.0.name`; undefined where there is none. */
export function readPath(message: Message, path: string): string | undefined {
  let value: unknown = message
  for (const step of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = Reflect.get(value, step)
  }
  return typeof value === 'string' ? value : undefined
}
