import { FakeArea, FakeEvent } from './fake-storage.ts'

/** What an administrator sets for the browser, and the browser's word that it changed. */
export class FakePolicy {
  readonly area = new FakeArea()
  readonly onChanged = new FakeEvent<(changes: object, area: string) => void>()
  /** Firefox rejects where no policy is set. */
  isAbsent = false
  /** Milliseconds that the browser takes to answer. */
  delay = 0

  reset(): void {
    this.area.values.clear()
    this.isAbsent = false
    this.delay = 0
  }

  /** A policy in place of the one before. */
  set(policy: Record<string, unknown>): void {
    this.area.values.clear()
    for (const [key, value] of Object.entries(policy)) this.area.values.set(key, value)
    this.onChanged.emit({}, 'managed')
  }

  readonly managed = {
    get: async (keys: null): Promise<Record<string, unknown>> => {
      if (this.isAbsent) throw new Error('Managed storage manifest not found')
      if (this.delay > 0) await new Promise((resolve) => setTimeout(resolve, this.delay))
      return this.area.get(keys)
    },
  }
}
