import type { PageApi } from '../../../src/platform/page-api.ts'
import type { Warning } from '../../../src/platform/schema/views.ts'
import { getPageHandle, type ReaderHandle } from '../../../src/page/handle.ts'
import { WarningPanels } from '../../../src/page/warning-panels.ts'
import { watchGestures } from '../../../src/page/watch-gestures.ts'
import { createPageReader } from '../../../src/sites/page-reader.ts'
import { makePlainSite } from '../../sites/plain-site.ts'

/** Strings as `_locales` has them. */
type Messages = Readonly<
  Record<
    string,
    {
      readonly message: string
      readonly placeholders?: Readonly<Record<string, { readonly content: string }>>
    }
  >
>

export interface PanelSetting {
  readonly messages: Messages
  readonly direction: 'ltr' | 'rtl'
  readonly locale: string
  readonly warnings: readonly Warning[]
}

declare global {
  /** Shows warnings on this page, in open roots, with a background that does whatever it is told. */
  var showPanels: ((setting: PanelSetting) => Promise<void>) | undefined
}

globalThis.showPanels = async ({ messages, direction, locale, warnings }) => {
  const reader = createPageReader({
    document,
    definition: makePlainSite(),
    onBatch: () => undefined,
  })
  reader.start()
  // A page that is out of sight is read once it comes back.
  while (reader.locate('1') === undefined) {
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const handle: ReaderHandle = {
    isAlive: () => true,
    stop: () => undefined,
    locate: (id) => reader.locate(id),
    currentWarnings: () => ({ warnings: [], highlight: undefined }),
  }
  const panel = new WarningPanels(document, handle, makeApi(messages, direction, locale))
  getPageHandle().panel = panel
  watchGestures(window)
  panel.show(warnings, 'mpanel')
}

function makeApi(messages: Messages, direction: string, locale: string): PageApi {
  const own: Readonly<Record<string, string>> = {
    language_tag: direction === 'rtl' ? 'ar' : locale,
  }
  return {
    runtime: {
      id: 'panel',
      sendMessage: () =>
        Promise.resolve({ ok: true, data: { state: 'new', trusted: false, allowed: false } }),
      onMessage: { addListener: () => undefined, removeListener: () => undefined },
    },
    i18n: {
      getMessage: (key, parts = []) => own[key] ?? fill(messages[key], parts),
    },
  }
}

function fill(entry: Messages[string] | undefined, parts: readonly string[]): string {
  const { message = '', placeholders = {} } = entry ?? {}
  return message.replace(/\$(\w+)\$/g, (_, name: string) => {
    const content = placeholders[name.toLowerCase()]?.content ?? ''
    return parts[Number(content.slice(1)) - 1] ?? ''
  })
}
