import type { InboxPage } from '../../src/platform/inbox-protocol.ts'
import type { FlaggedEntry, TabView } from '../../src/platform/schema/views.ts'
import { Popup } from '../../src/popup/popup.tsx'
import { ServicesProvider, type Services } from '../../src/ui/services.ts'
import { fakeServices, type Answers, type FakeServices } from '../ui/fake-services.ts'
import { sampleTab } from '../ui/samples.ts'
import { find, findAll, show, textOf } from '../ui/screen.ts'

interface Given {
  readonly tab?: Partial<TabView>
  readonly inbox?: readonly FlaggedEntry[]
  readonly answers?: Answers
  readonly services?: Partial<Services>
  readonly wantedTab?: string | null
  readonly wantedEntry?: string | null
}

/** The part of an inbox that the background would answer, without any filter. */
export function pageOf(
  inbox: readonly FlaggedEntry[],
  { offset, limit, wanted }: { offset: number; limit: number; wanted?: string },
): InboxPage {
  const wantedIndex = inbox.findIndex(({ key }) => key === wanted)
  return {
    entries: inbox.slice(offset, offset + limit),
    offset,
    matching: inbox.length,
    total: inbox.length,
    sites: [{ id: 'gmail', name: 'Gmail' }],
    ...(wantedIndex < 0 ? {} : { wantedIndex }),
  }
}

/** Draws the popup with these answers, and waits for them. */
export async function openPopup(given: Given = {}): Promise<FakeServices> {
  const services = fakeServices(
    {
      'tab/get': () => sampleTab(given.tab),
      'inbox/page': (request) => pageOf(given.inbox ?? [], request),
      'inbox/mark': () => [],
      'inbox/forget': () => [],
      'inbox/note': () => null,
      'inbox/restore': () => null,
      'settings/get': () => ({
        retentionDays: 180,
        disabledRules: [],
        ruleLevels: {},
        notify: false,
      }),
      'settings/set': () => ({
        retentionDays: 180,
        disabledRules: [],
        ruleLevels: {},
        notify: false,
      }),
      'sites/protect': () => null,
      ...given.answers,
    },
    given.services,
  )
  await show(
    <ServicesProvider value={services}>
      <Popup wantedTab={given.wantedTab ?? null} wantedEntry={given.wantedEntry ?? null} />
    </ServicesProvider>,
  )
  return services
}

export const listed = (name: string) => findAll('listitem', undefined, find('list', name))
export const senders = (name: string) =>
  listed(name).map((item) => textOf(item.querySelector('h3')))
export const page = () => textOf(document.body)
