import { useState } from 'preact/hooks'
import { ForeignText } from '../ui/foreign-text.tsx'
import type { RunAction } from '../ui/outcome.tsx'
import { ProtectButton } from '../ui/protect-button.tsx'
import { useServices } from '../ui/services.ts'
import { readCopy, type CopyResult } from './read-copy.ts'
import { writeCopy } from './write-copy.ts'

/** Faults that are listed; of the rest only the number is said. */
const MAX_FAULTS = 50

/** Saving all own data as a file, and reading one back in. */
export function OwnData({ run }: { run: RunAction }) {
  const services = useServices()
  const { t, saveFile } = services
  const [result, setResult] = useState<CopyResult>()
  const save = () =>
    run(async () => {
      const { file, flagged, remembered } = await writeCopy(services, new Date())
      saveFile(file)
      return t('data_saved', file.name, flagged, remembered)
    })
  const read = (input: HTMLInputElement) => {
    const [file] = input.files ?? []
    // Emptied, so that the same file can be chosen again.
    input.value = ''
    if (file === undefined) return
    run(async () => {
      setResult(undefined)
      const found = await readCopy(services, file)
      setResult(found)
      const { added, known, remembered, faults } = found
      return t('data_read_done', added, known, remembered, faults.length)
    })
  }
  return (
    <section id="data">
      <h2>{t('settings_data')}</h2>
      <p class="soft">{t('data_help')}</p>
      <button type="button" onClick={save}>
        {t('data_save')}
      </button>
      <label for="data-file">{t('data_read_label')}</label>
      <input
        id="data-file"
        type="file"
        accept=".json,application/json"
        aria-describedby="data-file-help"
        onChange={(event) => read(event.currentTarget)}
      />
      <p id="data-file-help" class="soft">
        {t('data_read_help')}
      </p>
      {result && <Outcome result={result} run={run} onChange={() => setResult({ ...result })} />}
    </section>
  )
}

interface OutcomeProps {
  readonly result: CopyResult
  readonly run: RunAction
  readonly onChange: () => void
}

function Outcome({ result: { faults, missing }, run, onChange }: OutcomeProps) {
  const { t } = useServices()
  return (
    <>
      {faults.length > 0 && (
        <div class="failure">
          <h3 id="data-faults">{t('data_faults')}</h3>
          <ul aria-labelledby="data-faults">
            {faults.slice(0, MAX_FAULTS).map((fault, index) => (
              <li key={index}>
                <ForeignText text={fault} />
              </li>
            ))}
          </ul>
          {faults.length > MAX_FAULTS && <p>{t('data_faults_more', faults.length - MAX_FAULTS)}</p>}
        </div>
      )}
      {missing.length > 0 && (
        <>
          <h3 id="data-missing">{t('data_missing')}</h3>
          <ul role="list" class="rows" aria-labelledby="data-missing">
            {missing.map((origin) => (
              <li key={origin} class="site-origin">
                <span id={`missing-${origin}`} class="code">
                  <ForeignText text={origin} />
                </span>
                <ProtectButton
                  origin={origin}
                  describedBy={`missing-${origin}`}
                  run={run}
                  onChange={onChange}
                />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
