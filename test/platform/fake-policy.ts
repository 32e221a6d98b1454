import { FakeArea, FakeEvent } from './fake-storage.ts'

/** What an administrator sets for the browser, and the browser's word that it changed. */
export class FakePolicy {
  readonly area = new FakeArea()
  readonly onChanged = new FakeEvent<(changes: object, area: string) => void>()
  /** Firefox rejects where no policy is set. */
  isAbsent = false

  /** A policy in place of the one before. */
  set(policy: Record<string, unknown>): void {
    this.area.values.clear()
    for (const [key, value] of Object.entries(policy)) this.area.values.set(key, value)
    this.onChanged.emit({}, 'managed')
  }

  readonly managed = {
    get: (keys: null): Promise<Record<string, unknown>> =>
      this.isAbsent
        ? Promise.reject(new Error('Managed storage manifest not found'))
        : this.area.get(keys),
  }
}
