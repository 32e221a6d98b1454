/**
 * Runs tasks one after another. What is judged, marked or forgotten changes the same records, and
 * two frames may report at once.
 */
export class Queue {
  #last: Promise<unknown> = Promise.resolve()

  /** Settles as the task does; a task that fails does not stop those behind it. */
  run<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#last.then(task)
    this.#last = result.catch(() => undefined)
    return result
  }
}
