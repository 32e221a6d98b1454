type Listener = (...args: never[]) => unknown

/** An event of the browser, with its listeners in the open. */
export class FakeEvent<L extends Listener> {
  readonly listeners = new Set<L>()
  addListener = (listener: L): void => void this.listeners.add(listener)
  removeListener = (listener: L): void => void this.listeners.delete(listener)
  emit(...args: Parameters<L>): unknown[] {
    return [...this.listeners].map((listener) => listener(...args))
  }
}

/** One area of `browser.storage`. */
export class FakeArea {
  readonly values = new Map<string, unknown>()
  /** Bytes of JSON that one area holds; writes beyond are refused as browsers do. */
  quota = Number.POSITIVE_INFINITY
  readonly onChanged = new FakeEvent<(changes: unknown) => void>()

  get = (keys: string | null): Promise<Record<string, unknown>> => {
    const all = Object.fromEntries(structuredClone([...this.values]))
    if (keys === null) return Promise.resolve(all)
    return Promise.resolve(keys in all ? { [keys]: all[keys] } : {})
  }

  set = (items: Record<string, unknown>): Promise<void> => {
    const next = new Map([...this.values, ...Object.entries(items)])
    if (JSON.stringify([...next]).length > this.quota) {
      return Promise.reject(new Error('QUOTA_BYTES quota exceeded'))
    }
    for (const [key, value] of Object.entries(items)) this.values.set(key, toJson(value))
    this.onChanged.emit({})
    return Promise.resolve()
  }

  remove = (keys: string[]): Promise<void> => {
    for (const key of keys) this.values.delete(key)
    return Promise.resolve()
  }
}

/** Storage takes JSON: `undefined` fields are lost on the way. */
export function toJson(value: unknown): unknown {
  const parsed: unknown = JSON.parse(JSON.stringify(value))
  return parsed
}
