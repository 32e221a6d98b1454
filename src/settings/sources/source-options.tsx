import { useId, useState } from 'preact/hooks'
import type { CallRequest } from '../../platform/protocol.ts'
import type { SourceView } from '../../platform/source-protocol.ts'
import type { RunAction } from '../../ui/outcome.tsx'
import { quoteForeign } from '../../ui/quote-foreign.ts'
import { useServices } from '../../ui/services.ts'
import { Fingerprint } from './fingerprint.tsx'
import { TrustChoice } from './trust-choice.tsx'

interface Props {
  readonly source: SourceView
  readonly run: RunAction
  readonly onChange: () => void
}

type Change = Omit<CallRequest<'sources/set'>, 'id'>

/** How far a source goes: by itself or by hand, paused, trusted, and over the rules of others. */
export function SourceOptions({ source, run, onChange }: Props) {
  const { call, t } = useServices()
  const { id, name, fingerprint, managed } = source
  const set = (change: Change) =>
    run(async () => {
      try {
        await call('sources/set', { id, ...change })
      } finally {
        onChange()
      }
      return t('source_set', quoteForeign(name))
    })
  return (
    <details>
      <summary>{t('source_options')}</summary>
      <div class="source-options">
        {managed && <p class="soft">{t('source_managed_help')}</p>}
        {managed === undefined && <Switches source={source} onSet={set} />}
        {managed === undefined && (
          <TrustChoice value={source.trust} onChange={(trust) => set({ trust })} />
        )}
        {fingerprint !== undefined && <Fingerprint value={fingerprint} />}
      </div>
    </details>
  )
}

interface SwitchesProps {
  readonly source: SourceView
  readonly onSet: (change: Change) => void
}

function Switches({ source, onSet }: SwitchesProps) {
  const { t } = useServices()
  const { automatic, paused, mayChangeOthers } = source
  return (
    <>
      <OptionSwitch
        label={t('source_automatic')}
        help={t('source_automatic_help')}
        isOn={automatic}
        onTurn={(isOn) => onSet({ automatic: isOn })}
      />
      <OptionSwitch
        label={t('source_pause')}
        help={t('source_pause_help')}
        isOn={paused}
        onTurn={(isOn) => onSet({ paused: isOn })}
      />
      <OptionSwitch
        label={t('source_may_change')}
        help={t('source_may_change_help')}
        isWarning
        isOn={mayChangeOthers}
        onTurn={(isOn) => onSet({ mayChangeOthers: isOn })}
      />
    </>
  )
}

interface SwitchProps {
  readonly label: string
  readonly help: string
  readonly isWarning?: boolean
  readonly isOn: boolean
  readonly onTurn: (isOn: boolean) => void
}

function OptionSwitch({ label, help, isWarning, isOn, onTurn }: SwitchProps) {
  const id = useId()
  /** Turned, until the source says so too. */
  const [wanted, setWanted] = useState(isOn)
  const [seen, setSeen] = useState(isOn)
  if (seen !== isOn) {
    setSeen(isOn)
    setWanted(isOn)
  }
  return (
    <div>
      <p class="switch-line">
        <input
          type="checkbox"
          role="switch"
          id={id}
          checked={wanted}
          aria-describedby={`${id}-help`}
          onChange={(event) => {
            setWanted(event.currentTarget.checked)
            onTurn(event.currentTarget.checked)
          }}
        />
        <label for={id}>{label}</label>
      </p>
      <p id={`${id}-help`} class={isWarning ? 'caution' : 'soft'}>
        {help}
      </p>
    </div>
  )
}
