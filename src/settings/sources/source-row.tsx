import type { SourceView } from '../../platform/source-protocol.ts'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { quoteForeign } from '../../ui/quote-foreign.ts'
import { useServices } from '../../ui/services.ts'
import { RuleCounts } from './rule-counts.tsx'
import { SourceActions, type ActionProps } from './source-actions.tsx'
import { SourceFacts } from './source-facts.tsx'
import { SourceFaultBox } from './source-fault-box.tsx'
import { SourceOptions } from './source-options.tsx'
import { SourceRuleFaults } from './source-rule-faults.tsx'
import { SourceVersions } from './source-versions.tsx'
import { UpdateProgress } from './update-progress.tsx'

/** One source that was added: how it stands, and all that can be done with it. */
export function SourceRow(props: ActionProps) {
  const { source, isUpdating, run, onChange } = props
  const { id, name, url = '' } = source
  const nameId = `source-${id}`
  return (
    <li class="site">
      <h3 id={nameId}>
        <ForeignText text={name} />
      </h3>
      <p class="code">
        <ForeignText text={url} />
      </p>
      <SourceStates source={source} />
      <SourceFacts source={source} />
      <RuleCounts rules={source.rules} />
      {!isUpdating && <SourceFaultBox source={source} />}
      <SourceRuleFaults faults={source.ruleFaults} />
      <UpdateProgress name={name} step={source.step} isUpdating={isUpdating} />
      <SourceActions {...props} nameId={nameId} />
      <SourceVersions source={source} run={run} onChange={onChange} />
      <SourceOptions source={source} run={run} onChange={onChange} />
    </li>
  )
}

function SourceStates({ source }: { source: SourceView }) {
  const { t } = useServices()
  const { managed, paused, pinned, hasNewer, versions } = source
  const held = versions.find(({ hash }) => hash === pinned)
  if (managed === undefined && !paused && held === undefined) return null
  return (
    <p class="facts">
      {managed && <span class="site-state">{t('source_managed')}</span>}
      {paused && <span class="site-state">{t('source_paused')}</span>}
      {held !== undefined && (
        <span class="site-state">
          {t(hasNewer ? 'source_held_newer' : 'source_held', quoteForeign(held.version))}
        </span>
      )}
    </p>
  )
}
