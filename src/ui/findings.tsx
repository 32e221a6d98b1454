import type { Evidence, Finding, RelatedHit } from '../engine/verdict.ts'
import { formatTime } from './format-time.ts'
import { ForeignText } from './foreign-text.tsx'
import { LevelMark } from './level-mark.tsx'
import { nameField } from './name-field.ts'
import { useServices } from './services.ts'
import { nameStage } from './words.ts'

/** Packaged page on which a rule can be read. */
const SETTINGS_PAGE = '/src/settings/index.html'

/** Every finding of a verdict, in full. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
  return (
    <div class="findings">
      {findings.map((finding) => (
        <FindingSection key={finding.rule} finding={finding} />
      ))}
    </div>
  )
}

function FindingSection({ finding }: { finding: Finding }) {
  const { t } = useServices()
  return (
    <section class="finding">
      <h4>
        <ForeignText text={finding.title} />
      </h4>
      <p class="facts">
        <LevelMark level={finding.level} /> <span>{nameStage(t, finding.stage)}</span>
      </p>
      <p>
        <ForeignText text={finding.explain} />
      </p>
      <dl>
        <EvidenceRow evidence={finding.evidence} />
        <dt>{t('finding_innocent')}</dt>
        <dd>
          <ForeignText text={finding.innocent} />
        </dd>
        <dt>{t('finding_advice')}</dt>
        <dd>
          <ForeignText text={finding.advice} />
        </dd>
        <RelatedRow related={finding.related ?? []} />
        <dt>{t('finding_rule')}</dt>
        <dd class="code">
          <a href={`${SETTINGS_PAGE}#rule=${encodeURIComponent(finding.rule)}`} target="_blank">
            {finding.name}
          </a>
        </dd>
      </dl>
    </section>
  )
}

function EvidenceRow({ evidence }: { evidence: readonly Evidence[] }) {
  const { t } = useServices()
  if (evidence.length === 0) return null
  return (
    <>
      <dt>{t('finding_evidence')}</dt>
      {evidence.map(({ field, start, text }) => (
        <dd key={`${field} ${start}`}>
          <mark>
            <ForeignText text={text} />
          </mark>{' '}
          <span class="soft">({nameField(t, field)})</span>
        </dd>
      ))}
    </>
  )
}

function RelatedRow({ related }: { related: readonly RelatedHit[] }) {
  const { t } = useServices()
  if (related.length === 0) return null
  return (
    <>
      <dt>{t('finding_related')}</dt>
      {related.map(({ id, rule, stage, sentAt }) => (
        <dd key={`${id} ${rule}`}>
          {nameStage(t, stage)}, {formatTime(t, sentAt) ?? t('time_unknown')}
        </dd>
      ))}
    </>
  )
}
