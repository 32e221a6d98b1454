import { vi, type MockInstance } from 'vitest'
import type { Finding } from '../../src/engine/verdict.ts'
import type { ReaderHandle } from '../../src/page/handle.ts'
import { WarningPanels } from '../../src/page/warning-panels.ts'
import type { Warning } from '../../src/platform/schema/views.ts'
import { makeMessage, makePlainSite } from '../sites/plain-site.ts'
import { ManualClock, readPage, showPage, type ReadPage } from '../sites/read-fixture.ts'
import { FakePageApi } from './fake-page-api.ts'

const TWO = makeMessage('1', 'The archive is here') + makeMessage('2', 'two')
export const FINDING: Finding = {
  rule: '11111111-1111-4111-8111-111111111111',
  name: 'locked_archive',
  title: 'Locked archive',
  level: 'high',
  stage: 'delivery',
  evidence: [{ field: 'text', start: 4, end: 11, text: 'archive' }],
  explain: 'The password stands beside the archive.',
  innocent: 'A firm may encrypt papers.',
  advice: 'Do not open it.',
  tags: ['attack.t1566.001'],
}
export const BEFORE = { state: 'new', trusted: false, allowed: false } as const
/** The page sees a closed root as null; only this test keeps hold of it. */
export let attach: MockInstance<Element['attachShadow']>

export let page: ReadPage
export let panels: WarningPanels
export let api: FakePageApi

export const makeWarning = (
  id: string,
  finding: Partial<Finding> = {},
  headline = 'A lure',
): Warning => ({
  key: `plain||${id}`,
  headline,
  verdict: { id, level: 'high', findings: [{ ...FINDING, ...finding }] },
})

/** A page with two messages, and a panel that shows nothing yet; `html` in place of the two. */
export async function open(html = TWO): Promise<void> {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
  attach = vi.spyOn(Element.prototype, 'attachShadow')
  api = new FakePageApi()
  api.answer = () => ({ ok: true, data: BEFORE })
  showPage(`<main id="pane">${html}</main>`)
  page = await readPage(document, makePlainSite(), new ManualClock())
  const reader: ReaderHandle = {
    isAlive: () => true,
    stop: () => undefined,
    locate: (id) => page.reader.locate(id),
    currentWarnings: () => ({ warnings: [], highlight: undefined }),
  }
  panels = new WarningPanels(document, reader, api)
}

export function close(): void {
  panels.destroy()
  page.reader.stop()
  attach.mockRestore()
  vi.useRealTimers()
}

export const find = (id: string): Element => document.querySelector(`[data-id="${id}"]`)!
export const findRoot = (host: Element): ShadowRoot | undefined =>
  attach.mock.results
    .map(({ value }): unknown => value)
    .find((root): root is ShadowRoot => root instanceof ShadowRoot && root.host === host)
/** Cards on the page, with the message that each stands after. */
export function listCards(): [string | null, Element][] {
  return [...document.querySelectorAll('div')].flatMap((host): [string | null, Element][] => {
    const card = findRoot(host)?.querySelector('.card')
    return card === null || card === undefined
      ? []
      : [[host.previousElementSibling?.getAttribute('data-id') ?? null, card]]
  })
}
export const card = (): Element => listCards()[0]![1]
export const button = (text: string): HTMLButtonElement => findButton(text)!
export const findButton = (text: string): HTMLButtonElement | undefined =>
  [...card().querySelectorAll('button')].find((one) => one.textContent.includes(text))
