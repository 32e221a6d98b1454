import { OutcomeLine, useOutcome } from '../ui/outcome.tsx'
import { useServices, type MessageKey } from '../ui/services.ts'
import { About } from './about.tsx'
import { ForgetEverything } from './forget-everything.tsx'
import { Managed } from './managed.tsx'
import { Notifications } from './notifications.tsx'
import { OwnData } from './own-data.tsx'
import { OwnRules } from './own-rules/own-rules.tsx'
import { Retention } from './retention.tsx'
import { Rules } from './rules.tsx'
import { Senders } from './senders.tsx'
import { Shortcuts } from './shortcuts.tsx'
import { Sites } from './sites.tsx'
import { Sources } from './sources/sources.tsx'

const SECTIONS = [
  ['sites', 'settings_sites'],
  ['senders', 'settings_senders'],
  ['sources', 'settings_sources'],
  ['rules', 'settings_rules'],
  ['own-rules', 'settings_own_rules'],
  ['notify', 'settings_notify'],
  ['shortcuts', 'settings_shortcuts'],
  ['retention', 'settings_retention'],
  ['data', 'settings_data'],
  ['forget', 'settings_forget'],
  ['about', 'settings_about'],
] as const satisfies readonly (readonly [id: string, key: MessageKey])[]

export function Settings() {
  const { t } = useServices()
  const { outcome, run } = useOutcome()
  return (
    <div class="page">
      <header>
        <h1>{t('settings_title')}</h1>
        <nav aria-label={t('settings_sections')}>
          {SECTIONS.map(([id, key]) => (
            <a key={id} href={`#${id}`}>
              {t(key)}
            </a>
          ))}
        </nav>
      </header>
      <main>
        <Managed />
        <Sites run={run} />
        <Senders run={run} />
        <Sources run={run} />
        <Rules run={run} />
        <OwnRules run={run} />
        <Notifications run={run} />
        <Shortcuts />
        <Retention run={run} />
        <OwnData run={run} />
        <ForgetEverything run={run} />
        <About />
      </main>
      <OutcomeLine outcome={outcome} run={run} />
    </div>
  )
}
