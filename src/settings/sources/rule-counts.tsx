import type { RuleCounts as Counts } from '../../platform/source-protocol.ts'
import { useServices } from '../../ui/services.ts'

/** How many rules of each kind a source holds; kinds of which it has none are left out. */
export function RuleCounts({ rules }: { rules: Counts }) {
  const { t } = useServices()
  const counts = [
    ['count_signals', rules.signals],
    ['count_stories', rules.stories],
    ['count_exceptions', rules.exceptions],
    ['count_lists', rules.lists],
    ['count_sites', rules.sites],
  ] as const
  const shown = counts.filter(([, count]) => count > 0)
  return (
    <p class="facts">
      {shown.length === 0 && <span>{t('count_nothing')}</span>}
      {shown.map(([key, count]) => (
        <span key={key}>{t(key, count)}</span>
      ))}
    </p>
  )
}
