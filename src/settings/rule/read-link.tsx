import { useServices } from '../../ui/services.ts'
import { linkRule } from './use-wanted-rule.ts'

export function readLinkId(id: string): string {
  return `read-${id}`
}

/** Leads from a row to the rule's own page. */
export function ReadLink({ id, title }: { id: string; title: string }) {
  const { t } = useServices()
  return (
    <a id={readLinkId(id)} href={linkRule(id)} aria-label={t('rule_read_named', title)}>
      {t('rule_read')}
    </a>
  )
}
