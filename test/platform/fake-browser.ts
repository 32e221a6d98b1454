import { FakePolicy } from './fake-policy.ts'
import { FakeArea, FakeEvent, toJson } from './fake-storage.ts'
import type {
  Asked,
  FakeMenuClick,
  FakeScript,
  FakeSender,
  FakeTab,
  Injection,
} from './fake-types.ts'

export type { FakeSender, FakeTab }

export const EXTENSION_ID = 'abcdefghijklmnop'
export const EXTENSION_ROOT = `chrome-extension://${EXTENSION_ID}/`
export const READER_FILE = 'assets/reader.js'
export const BUILT_IN = ['https://www.linkedin.com/*', 'https://mail.google.com/*']

/**
 * An in-memory `browser`: what the extension's own code calls, with the same promises and refusals.
 * Tests look at and steer it through `fake`.
 */
class Fake {
  readonly local = new FakeArea()
  readonly session = new FakeArea()
  readonly policy = new FakePolicy()
  readonly tabs = new Map<number, FakeTab>()
  granted = new Set<string>(BUILT_IN)
  /** Match patterns that no script can be registered for. */
  readonly refused = new Set<string>()
  readonly scripts = new Map<string, FakeScript>()
  readonly alarms = new Map<string, { when?: number; periodInMinutes: number }>()
  readonly badges = new Map<number, string>()
  /** Paths of the toolbar icon in 16 pixels. */
  readonly icons = new Map<number, string>()
  /** Permissions beside hosts. */
  readonly permitted = new Set<string>()
  readonly notifications = new Map<string, { title: string; message: string; buttons?: unknown }>()
  /** Firefox refuses notifications with buttons. */
  hasNoButtons = false
  /** Tabs in front of the user. */
  readonly inFront = new Set<number>()
  /** Frames of a tab; a tab without an entry has only its top one. */
  readonly frames = new Map<number, number[]>()
  readonly injected: { tabId: number; frameId?: number; files: string[] }[] = []
  readonly styles: { tabId: number; frameId?: number; css: string }[] = []
  readonly notices: { tabId: number; frameId?: number; notice: unknown }[] = []
  readonly opened: string[] = []
  /** Tabs whose panel was led to its next warning. */
  readonly steps: number[] = []
  /** The manifest names its files by whole addresses, as Firefox does. */
  hasFullAddresses = false
  /** No script listens in any tab. */
  isDeaf = false
  /** Selectors that are found in a tab's document. */
  readonly found = new Map<number, string[]>()
  /** What a page answers when it is asked for its selection. */
  selection: unknown
  /** Entries of the context menu by id. */
  readonly menus = new Map<string, { title: string; contexts: string[] }>()
  /** Tabs that may be read by a click on the toolbar icon. */
  readonly activeTabs = new Set<number>()

  readonly onMessage = new FakeEvent<(message: unknown, sender: FakeSender) => unknown>()
  readonly onInstalled = new FakeEvent<
    (details: { reason: 'install' | 'update'; temporary?: boolean }) => void
  >()
  readonly onStartup = new FakeEvent<() => void>()
  readonly onAdded = new FakeEvent<(change: { origins?: string[] }) => void>()
  readonly onRemoved = new FakeEvent<(change: { origins?: string[] }) => void>()
  readonly onUpdated = new FakeEvent<
    (tabId: number, change: { status?: string }, tab: FakeTab) => void
  >()
  readonly onTabClosed = new FakeEvent<(tabId: number) => void>()
  readonly onAlarm = new FakeEvent<(alarm: { name: string }) => void>()
  readonly onCommand = new FakeEvent<(name: string, tab?: FakeTab) => void>()
  readonly onNotificationClick = new FakeEvent<(id: string) => void>()
  readonly onNotificationButton = new FakeEvent<(id: string) => void>()
  readonly onMenuClick = new FakeEvent<(info: FakeMenuClick, tab: FakeTab) => void>()

  /** Forgets everything, as a new profile. */
  reset(): void {
    this.stopWorker()
    for (const area of [this.local, this.session]) {
      area.values.clear()
      area.quota = Number.POSITIVE_INFINITY
    }
    for (const map of [
      this.tabs,
      this.scripts,
      this.alarms,
      this.badges,
      this.icons,
      this.notifications,
      this.frames,
      this.found,
      this.menus,
    ]) {
      map.clear()
    }
    for (const list of [this.injected, this.styles, this.notices, this.opened, this.steps])
      list.length = 0
    this.activeTabs.clear()
    this.permitted.clear()
    this.inFront.clear()
    this.hasNoButtons = false
    this.policy.reset()
    this.refused.clear()
    this.selection = undefined
    this.isDeaf = false
    this.hasFullAddresses = false
    this.granted = new Set(BUILT_IN)
  }

  /** The worker is killed: its listeners go, all stores stay. */
  stopWorker(): void {
    for (const event of [
      this.onMessage,
      this.policy.onChanged,
      this.onInstalled,
      this.onStartup,
      this.onAdded,
      this.onRemoved,
      this.onUpdated,
      this.onTabClosed,
      this.onAlarm,
      this.onMenuClick,
      this.onCommand,
      this.onNotificationClick,
      this.onNotificationButton,
    ]) {
      event.listeners.clear()
    }
  }

  addTab(id: number, url: string, incognito = false): FakeTab {
    const tab = { id, url, incognito }
    this.tabs.set(id, tab)
    return tab
  }

  /** Sends a message as a script or page would, and answers what comes back. */
  async send(message: unknown, sender: FakeSender): Promise<unknown> {
    const answers = this.onMessage.emit(toJson(message), sender)
    const answer: unknown = await Promise.resolve(answers.find((value) => value !== undefined))
    return answer === undefined ? undefined : toJson(answer)
  }

  /** The user picks an entry of the context menu; `selectionText` is the browser's copy. */
  clickMenu(menuItemId: string, tabId: number, selectionText: string): void {
    const tab = this.tabs.get(tabId)
    if (tab === undefined) throw new Error(`No tab with id: ${tabId}.`)
    this.onMenuClick.emit({ menuItemId, frameId: 0, selectionText }, tab)
  }

  grant(origin: string): void {
    this.granted.add(origin)
    this.onAdded.emit({ origins: [origin] })
  }

  revoke(origin: string): void {
    this.granted.delete(origin)
    this.onRemoved.emit({ origins: [origin] })
  }

  isReadable({ id, url }: FakeTab): boolean {
    if (url === undefined) return false
    return this.activeTabs.has(id) || this.contains(url)
  }

  contains(url: string): boolean {
    return [...this.granted].some((pattern) => covers(pattern, url))
  }
}

/** Enough of match patterns for tests: `scheme://host/*`, with `*` for any scheme or host. */
function covers(pattern: string, url: string): boolean {
  const [, scheme = '', host = ''] = /^([^:]+):\/\/([^/]+)/.exec(pattern) ?? []
  const [, ownScheme = '', ownHost = ''] = /^([^:]+):\/\/([^/:]+)/.exec(url) ?? []
  return (scheme === '*' || scheme === ownScheme) && (host === '*' || host === ownHost)
}

export const fake = new Fake()

function execute({ target, files, func, args = [] }: Injection): unknown {
  const tab = fake.tabs.get(target.tabId)
  if (tab === undefined || !fake.isReadable(tab)) {
    throw new Error('Cannot access contents of the page.')
  }
  const [frameId] = target.frameIds ?? []
  if (files !== undefined) {
    requirePaths(files)
    fake.injected.push({ tabId: tab.id, files, ...(frameId === undefined ? {} : { frameId }) })
  }
  const frames = target.allFrames === true ? (fake.frames.get(tab.id) ?? [0]) : [frameId ?? 0]
  return frames.map((id) => ({ frameId: id, result: runInPage(tab.id, func, args) }))
}

function requirePaths(files: readonly string[] = []): void {
  const address = files.find((file) => file.includes('://'))
  if (address !== undefined) throw new Error(`Could not load file: '${address}'.`)
}

function runInPage(tabId: number, func: Injection['func'], args: unknown[]): unknown {
  if (func?.name === 'findSelection') return fake.selection
  if (func?.name === 'stepInPage') return fake.steps.push(tabId) > 0
  const found = fake.found.get(tabId) ?? []
  const page = { querySelector: (selector: string) => (found.includes(selector) ? {} : null) }
  const before: unknown = Reflect.get(globalThis, 'document')
  Reflect.set(globalThis, 'document', page)
  try {
    return func?.(...args)
  } finally {
    Reflect.set(globalThis, 'document', before)
  }
}

/** Browsers answer with promises, so what is thrown becomes a rejection. */
const promise =
  <A extends unknown[], R>(run: (...args: A) => R) =>
  (...args: A): Promise<R> =>
    new Promise((resolve) => resolve(run(...args)))

export const fakeBrowser = {
  runtime: {
    id: EXTENSION_ID,
    getURL: (path: string) => EXTENSION_ROOT + path,
    getManifest: () => ({
      version: '0.1.0',
      action: {
        default_popup: `${fake.hasFullAddresses ? EXTENSION_ROOT : ''}src/popup/index.html`,
      },
      content_scripts: [
        { matches: BUILT_IN, js: [(fake.hasFullAddresses ? EXTENSION_ROOT : '') + READER_FILE] },
      ],
    }),
    sendMessage: (message: unknown) =>
      fake.send(message, { id: EXTENSION_ID, url: `${EXTENSION_ROOT}src/popup/index.html` }),
    openOptionsPage: promise(() => void fake.opened.push('options')),
    onMessage: fake.onMessage,
    onInstalled: fake.onInstalled,
    onStartup: fake.onStartup,
  },
  i18n: { getUILanguage: () => 'en', getMessage: (key: string) => key },
  storage: {
    local: fake.local,
    session: fake.session,
    managed: fake.policy.managed,
    onChanged: fake.policy.onChanged,
  },
  permissions: {
    getAll: promise(() => ({ origins: [...fake.granted] })),
    contains: promise(({ origins = [], permissions = [] }: Asked) => {
      const isPermitted = permissions.every((one) => fake.permitted.has(one))
      return isPermitted && origins.every((o) => fake.contains(o))
    }),
    request: promise(({ origins }: { origins: string[] }) => {
      for (const origin of origins) fake.grant(origin)
      return true
    }),
    remove: promise(({ origins }: { origins: string[] }) => {
      for (const origin of origins) fake.revoke(origin)
      return true
    }),
    onAdded: fake.onAdded,
    onRemoved: fake.onRemoved,
  },
  scripting: {
    executeScript: promise(execute),
    insertCSS: promise(({ target, css }: Injection & { css: string }) => {
      const [frameId] = target.frameIds ?? []
      fake.styles.push({ tabId: target.tabId, css, ...(frameId === undefined ? {} : { frameId }) })
    }),
    getRegisteredContentScripts: promise(() => [...fake.scripts.values()]),
    registerContentScripts: promise((scripts: FakeScript[]) => {
      for (const script of scripts) {
        if (fake.scripts.has(script.id)) throw new Error(`Duplicate script ID '${script.id}'`)
        requirePaths(script.js)
        if (script.matches?.some((origin) => fake.refused.has(origin)) === true) {
          throw new Error('Invalid match pattern')
        }
        fake.scripts.set(script.id, script)
      }
    }),
    unregisterContentScripts: promise(({ ids }: { ids: string[] }) => {
      for (const id of ids) if (!fake.scripts.delete(id)) throw new Error(`Nonexistent ID '${id}'`)
    }),
  },
  contextMenus: {
    removeAll: promise(() => fake.menus.clear()),
    create: ({ id, ...entry }: { id: string; title: string; contexts: string[] }) => {
      if (fake.menus.has(id)) throw new Error(`Cannot create item with duplicate id ${id}`)
      fake.menus.set(id, entry)
    },
    onClicked: fake.onMenuClick,
  },
  alarms: {
    get: promise((name: string) => fake.alarms.get(name)),
    create: promise((name: string, alarm: { when?: number; periodInMinutes: number }) => {
      fake.alarms.set(name, alarm)
    }),
    clear: promise((name: string) => fake.alarms.delete(name)),
    onAlarm: fake.onAlarm,
  },
  tabs: {
    get: promise((tabId: number) => {
      const tab = fake.tabs.get(tabId)
      if (tab === undefined) throw new Error(`No tab with id: ${tabId}.`)
      const active = fake.inFront.has(tabId)
      if (fake.isReadable(tab)) return { ...tab, active }
      return { id: tab.id, incognito: tab.incognito, active }
    }),
    query: promise(({ url }: { url?: string[] }) =>
      [...fake.tabs.values()].filter(
        (tab) =>
          url === undefined ||
          (fake.isReadable(tab) && url.some((pattern) => covers(pattern, tab.url ?? ''))),
      ),
    ),
    create: promise(({ url }: { url: string }) => void fake.opened.push(url)),
    sendMessage: promise((tabId: number, notice: unknown, { frameId }: { frameId?: number }) => {
      if (fake.isDeaf) throw new Error('Could not establish connection.')
      fake.notices.push({ tabId, notice, ...(frameId === undefined ? {} : { frameId }) })
    }),
    onUpdated: fake.onUpdated,
    onRemoved: fake.onTabClosed,
  },
  action: {
    setBadgeText: promise(({ tabId, text }: { tabId: number; text: string }) => {
      fake.badges.set(tabId, text)
    }),
    setBadgeBackgroundColor: promise(() => undefined),
    setIcon: promise(({ tabId, path }: { tabId: number; path: Record<number, string> }) => {
      fake.icons.set(tabId, path[16] ?? '')
    }),
  },
  commands: { onCommand: fake.onCommand },
  notifications: {
    create: promise(
      (id: string, options: { title: string; message: string; buttons?: unknown }) => {
        if (fake.hasNoButtons && options.buttons !== undefined)
          throw new Error('buttons unsupported')
        fake.notifications.set(id, options)
      },
    ),
    clear: promise((id: string) => fake.notifications.delete(id)),
    onClicked: fake.onNotificationClick,
    onButtonClicked: fake.onNotificationButton,
  },
}
