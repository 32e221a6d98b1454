import { useId } from 'preact/hooks'
import type { CallReply } from '../../platform/protocol.ts'
import type { SourceView } from '../../platform/source-protocol.ts'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { formatAgeAndTime } from '../../ui/format-age.ts'
import type { RunAction } from '../../ui/outcome.tsx'
import { quoteForeign } from '../../ui/quote-foreign.ts'
import { useServices } from '../../ui/services.ts'
import { RuleChanges } from './rule-changes.tsx'
import { describeRefusal } from './update-source.ts'

type Version = SourceView['versions'][number]

interface Props {
  readonly source: SourceView
  readonly run: RunAction
  readonly onChange: () => void
}

/** What changed, version by version, with the ways to hold one and to go back to it. */
export function SourceVersions(props: Props) {
  const { versions } = props.source
  const { t } = useServices()
  const [current] = versions.filter(({ isCurrent }) => isCurrent)
  if (current === undefined) return null
  return (
    <>
      <details>
        <summary>
          {t('source_changes', quoteForeign(current.version), current.changes.length)}
        </summary>
        <RuleChanges changes={current.changes} />
      </details>
      <details>
        <summary>{t('source_versions', versions.length)}</summary>
        <ul role="list" class="rows" aria-label={t('source_versions', versions.length)}>
          {versions.map((version) => (
            <VersionRow key={version.hash} version={version} {...props} />
          ))}
        </ul>
      </details>
    </>
  )
}

function VersionRow(props: Props & { readonly version: Version }) {
  const { version, source } = props
  const { t } = useServices()
  const id = useId()
  return (
    <li class="row">
      <div>
        <p id={id}>
          <strong>
            <ForeignText text={version.version} />
          </strong>{' '}
          {version.isCurrent && <span class="site-state">{t('version_current')}</span>}
        </p>
        <p class="soft">
          {t('version_installed', formatAgeAndTime(t, version.installedAt, Date.now()))}
        </p>
        {!version.isCurrent && (
          <details>
            <summary>
              {t('source_changes', quoteForeign(version.version), version.changes.length)}
            </summary>
            <RuleChanges changes={version.changes} />
          </details>
        )}
      </div>
      {source.managed === undefined && <VersionButton {...props} describedBy={id} />}
    </li>
  )
}

interface ButtonProps extends Props {
  readonly version: Version
  readonly describedBy: string
}

/** Holds the version in use or lets go of it; goes back to any other. */
function VersionButton({ version, source, describedBy, run, onChange }: ButtonProps) {
  const { call, t } = useServices()
  const { id, name, pinned } = source
  const { hash, isCurrent } = version
  const act = (change: () => Promise<CallReply<'sources/pin'>>, done: string) => () =>
    run(async () => {
      const reply = await change()
      if ('fault' in reply) throw new Error(describeRefusal(t, name, reply.fault))
      onChange()
      return done
    })
  const choose = () => {
    if (!isCurrent) {
      const text = t('source_rolled_back', quoteForeign(name), quoteForeign(version.version))
      return [
        t('version_roll_back'),
        act(() => call('sources/roll-back', { id, hash }), text),
      ] as const
    }
    if (pinned === hash) {
      const release = act(
        () => call('sources/pin', { id, hash: null }),
        t('source_released', quoteForeign(name)),
      )
      return [t('version_release'), release] as const
    }
    const text = t('source_now_held', quoteForeign(name), quoteForeign(version.version))
    return [t('version_hold'), act(() => call('sources/pin', { id, hash }), text)] as const
  }
  const [label, onClick] = choose()
  return (
    <button type="button" aria-describedby={describedBy} onClick={onClick}>
      {label}
    </button>
  )
}
