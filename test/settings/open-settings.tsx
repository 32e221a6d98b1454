import type { SourceView } from '../../src/platform/source-protocol.ts'
import type { RuleView, SiteView } from '../../src/platform/schema/views.ts'
import { Settings } from '../../src/settings/settings.tsx'
import { ServicesProvider, type Services } from '../../src/ui/services.ts'
import { fakeServices, type Answers, type FakeServices } from '../ui/fake-services.ts'
import { show, textOf } from '../ui/screen.ts'

export const RULE: RuleView = {
  id: 'r1',
  name: 'asks_for_telegram',
  title: 'Asks to move to Telegram',
  description: 'Detects a wish to go on elsewhere.',
  kind: 'signal',
  stage: 'channel-shift',
  level: 'low',
  status: 'experimental',
  falsepositives: ['Recruiters who chat'],
  tags: ['attack.t1566.003'],
  languages: ['en'],
  source: 'built-in',
  enabled: true,
}
export const ARCHIVE: RuleView = {
  ...RULE,
  id: 'r2',
  name: 'archive_with_password',
  title: 'Archive with its password',
  stage: 'delivery',
  level: 'medium',
  kind: 'story',
  enabled: false,
}
export const SITE: SiteView = {
  id: 'https://webmail.example/*',
  name: 'webmail.example',
  origin: 'https://webmail.example/*',
  builtIn: false,
  granted: true,
  registered: true,
}

export const STATUS = {
  flagged: 3,
  remembered: 40,
  dropped: 0,
  unsaved: 0,
  ruleFaults: [] as string[],
}

export const BUILT_IN: SourceView = {
  id: 'built-in',
  kind: 'built-in',
  name: 'built-in',
  trust: 'full',
  mayChangeOthers: true,
  paused: false,
  automatic: false,
  versions: [],
  rules: { signals: 90, stories: 60, exceptions: 3, lists: 20, sites: 12 },
  ruleFaults: [],
}

/** Draws the settings with these answers, and waits for them. */
export async function open(
  answers: Answers = {},
  services: Partial<Services> = {},
): Promise<FakeServices> {
  const fake = fakeServices(
    {
      'rules/list': () => [RULE, ARCHIVE],
      'rules/enable': () => null,
      'rules/fired': () => ({ entries: 0, rules: [] }),
      'sites/list': () => [SITE],
      'health/list': () => [],
      'own-rules/list': () => [],
      'policy/get': () => ({ managed: false, policy: {}, faults: [] }),
      'senders/list': () => [],
      'senders/set': () => null,
      'settings/get': () => ({
        retentionDays: 180,
        disabledRules: [],
        ruleLevels: {},
        notify: false,
      }),
      'settings/set': ({ retentionDays = 0 }) => ({
        retentionDays,
        disabledRules: [],
        ruleLevels: {},
        notify: false,
      }),
      'forget/everything': () => null,
      'sites/protect': () => null,
      'sites/unprotect': () => null,
      'sites/quiet': () => null,
      'storage/status': () => STATUS,
      'sources/list': () => [BUILT_IN],
      ...answers,
    },
    services,
  )
  await show(
    <ServicesProvider value={fake}>
      <Settings />
    </ServicesProvider>,
  )
  return fake
}

export const page = () => textOf(document.body)
export const said = () => textOf(document.querySelector('.outcome'))
