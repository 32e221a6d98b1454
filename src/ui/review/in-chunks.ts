import { MAX_AT_ONCE } from '../../platform/inbox-protocol.ts'
import { describeError } from '../describe-error.ts'

/** What many small calls came to. */
export interface Chunked<T> {
  readonly answers: readonly T[]
  /** Items of the calls that were answered. */
  readonly done: number
  /** Why the rest was not tried; absent where all went well. */
  readonly reason?: string
}

/**
 * Does something to any number of items, some at a time, each time all or none. Throws where not even the
 * first call is answered.
 */
export async function runInChunks<I, T>(
  items: readonly I[],
  run: (chunk: I[]) => Promise<readonly T[]>,
): Promise<Chunked<T>> {
  const answers: T[] = []
  for (let done = 0; done < items.length; done += MAX_AT_ONCE) {
    try {
      answers.push(...(await run(items.slice(done, done + MAX_AT_ONCE))))
    } catch (error) {
      if (done === 0) throw error
      return { answers, done, reason: describeError(error) }
    }
  }
  return { answers, done: items.length }
}
