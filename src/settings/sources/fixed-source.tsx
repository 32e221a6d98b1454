import type { SourceView } from '../../platform/source-protocol.ts'
import { useServices } from '../../ui/services.ts'
import { RuleCounts } from './rule-counts.tsx'
import { SourceRuleFaults } from './source-rule-faults.tsx'
import { nameSource } from './source-words.ts'

/** The built-in rules and the user's own: sources that can't be removed and need no updates here. */
export function FixedSource({ source }: { source: SourceView }) {
  const { t } = useServices()
  return (
    <li class="site">
      <h3>{nameSource(t, source)}</h3>
      <p class="soft">{t(source.kind === 'own' ? 'source_own_help' : 'source_built_in_help')}</p>
      <RuleCounts rules={source.rules} />
      <SourceRuleFaults faults={source.ruleFaults} />
    </li>
  )
}
