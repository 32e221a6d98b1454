/** The few parts of the extension API that scripts in a page use, without the polyfill's weight. */
export interface PageApi {
  readonly runtime: {
    /** Gone once the extension was updated or removed. */
    readonly id?: string | undefined
    sendMessage(message: unknown): Promise<unknown>
    readonly onMessage: {
      addListener(listener: (message: unknown) => undefined): void
      removeListener(listener: (message: unknown) => undefined): void
    }
  }
  readonly i18n: { getMessage(key: string, parts?: readonly string[]): string }
}

/** Firefox offers `browser`, Chrome `chrome`; both answer with promises in Manifest V3. */
export function findPageApi(): PageApi | undefined {
  const names = ['browser', 'chrome']
  return names.map((name): unknown => Reflect.get(globalThis, name)).find(isPageApi)
}

function isPageApi(value: unknown): value is PageApi {
  if (typeof value !== 'object' || value === null) return false
  const runtime: unknown = Reflect.get(value, 'runtime')
  if (typeof runtime !== 'object' || runtime === null) return false
  return typeof Reflect.get(runtime, 'sendMessage') === 'function'
}
