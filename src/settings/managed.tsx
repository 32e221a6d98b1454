import { findContactLink } from '../platform/contact-link.ts'
import type { AllowedSender } from '../platform/schema/policy.ts'
import { ForeignText } from '../ui/foreign-text.tsx'
import { quoteForeign } from '../ui/quote-foreign.ts'
import { useServices } from '../ui/services.ts'
import { ManagedNote, usePolicy } from '../ui/use-policy.tsx'

/** What the user's organisation has set; nothing where nobody manages this browser. */
export function Managed() {
  const { t } = useServices()
  const view = usePolicy()
  if (view?.managed !== true) return null
  const { organisation, locked, allowedSenders, sites, ...policy } = view.policy
  return (
    <section id="managed">
      <h2>{t('settings_managed')}</h2>
      <ManagedNote view={view} />
      <Contact name={organisation?.name} contact={organisation?.contact} />
      {policy.usersMayAddSources === false && <p>{t('managed_no_sources')}</p>}
      {policy.usersMayWriteRules === false && <p>{t('managed_no_rules')}</p>}
      <Part title={t('managed_locked')} items={locked} />
      <Part title={t('managed_senders')} items={allowedSenders?.map(nameSender)} />
      <Part title={t('managed_domains')} items={organisation?.domains} />
      <Part title={t('managed_sites_on')} items={sites?.on} />
      <Part title={t('managed_sites_off')} items={sites?.off} />
      <Part title={t('managed_faults')} items={view.faults} />
    </section>
  )
}

function Contact({ name, contact }: { name?: string | undefined; contact?: string | undefined }) {
  const { t } = useServices()
  if (name === undefined || contact === undefined) return null
  const link = findContactLink(contact)
  const text = t('managed_report', quoteForeign(name), quoteForeign(contact))
  return <p>{link === undefined ? text : <a href={link}>{text}</a>}</p>
}

function Part({ title, items = [] }: { title: string; items?: readonly string[] | undefined }) {
  if (items.length === 0) return null
  return (
    <details open={items.length <= 20}>
      <summary>{title}</summary>
      <ul>
        {items.map((item) => (
          <li key={item} class="code">
            <ForeignText text={item} />
          </li>
        ))}
      </ul>
    </details>
  )
}

function nameSender({ address, domain = '' }: AllowedSender): string {
  return address ?? `*@${domain}`
}
