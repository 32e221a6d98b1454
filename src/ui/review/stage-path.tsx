import { STAGES, type Stage } from '../../engine/verdict.ts'
import type { ConversationView } from '../../platform/inbox-protocol.ts'
import { useServices } from '../services.ts'
import { nameStage } from '../words.ts'

/** The stages of an attempt in their order, and which of them were seen. */
export function StagePath({ conversation }: { conversation: ConversationView }) {
  const { t } = useServices()
  const seen = findStages(conversation)
  return (
    <>
      <h3 id="conversation-stages">{t('conversation_stages')}</h3>
      <ol class="stages" aria-labelledby="conversation-stages">
        {STAGES.map((stage) => (
          <li key={stage} data-seen={seen.has(stage)}>
            <span class="stage-name">{nameStage(t, stage)}</span>{' '}
            <span class="stage-seen">
              {seen.has(stage) ? t('conversation_stage_seen') : t('conversation_stage_unseen')}
            </span>
          </li>
        ))}
      </ol>
    </>
  )
}

function findStages({ entries, moments }: ConversationView): ReadonlySet<Stage> {
  const signs = moments.flatMap((moment) => (moment.outgoing ? [] : moment.signs))
  const findings = entries.flatMap(({ entry }) => entry.view.verdict.findings)
  const related = findings.flatMap((finding) => finding.related ?? [])
  const stages = [...signs, ...findings, ...related].map(({ stage }) => stage)
  return new Set(stages.filter((stage) => stage !== null))
}
