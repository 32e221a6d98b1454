import { useCallback, useState } from 'preact/hooks'
import { TEMPLATE_KINDS } from '../../packs/own/template-kinds.ts'
import { EDITOR_PAGE } from '../../platform/own-files.ts'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { LoadFailure, type RunAction } from '../../ui/outcome.tsx'
import { useServices } from '../../ui/services.ts'
import { useLive } from '../../ui/use-live.ts'
import { ManagedNote, usePolicy } from '../../ui/use-policy.tsx'
import { bundleFiles } from './bundle-files.ts'
import type { ImportResult } from './import-files.ts'
import { OwnFileRow } from './own-file-row.tsx'

const NEW_KEYS = {
  signal: 'own_new_signal',
  story: 'own_new_story',
  exception: 'own_new_exception',
  list: 'own_new_list',
} as const

/** Rule files that the user wrote or imported. */
export function OwnRules({ run }: { run: RunAction }) {
  const { call, t, saveFile } = useServices()
  const { data, error, refresh } = useLive(
    useCallback(() => call('own-rules/list', {}), [call]),
    'told',
  )
  const policy = usePolicy()
  const mayWrite = policy?.policy.usersMayWriteRules !== false
  const files = data ?? []
  const exportAll = () =>
    run(() => {
      saveFile({ ...YAML, name: 'lurewatch-rules.yml', text: bundleFiles(files) })
      return Promise.resolve(t('own_exported', files.length))
    })
  return (
    <section id="own-rules">
      <h2>{t('settings_own_rules')}</h2>
      <p class="soft">{t('own_intro')}</p>
      <LoadFailure error={error} />
      {mayWrite ? (
        <ul role="list" class="actions" aria-label={t('own_new')}>
          {TEMPLATE_KINDS.map((kind) => (
            <li key={kind}>
              <a class="button" href={`/${EDITOR_PAGE}?new=${kind}`}>
                {t(NEW_KEYS[kind])}
              </a>
            </li>
          ))}
        </ul>
      ) : (
        <ManagedNote view={policy} />
      )}
      {data?.length === 0 && <p class="empty">{t('own_none')}</p>}
      {files.length > 0 && (
        <>
          <ul role="list" class="rows" aria-label={t('settings_own_rules')}>
            {files.map((file) => (
              <OwnFileRow
                key={file.path}
                file={file}
                mayWrite={mayWrite}
                run={run}
                refresh={refresh}
              />
            ))}
          </ul>
          <button type="button" onClick={exportAll}>
            {t('own_export_all')}
          </button>
        </>
      )}
      {mayWrite && <Import run={run} refresh={refresh} />}
    </section>
  )
}

const YAML = { type: 'application/yaml' }

interface ImportProps {
  readonly run: RunAction
  readonly refresh: () => void
}

function Import({ run, refresh }: ImportProps) {
  const services = useServices()
  const { t } = services
  const [results, setResults] = useState<readonly ImportResult[]>([])
  const read = (input: HTMLInputElement) => {
    const chosen = [...(input.files ?? [])]
    // Emptied, so that the same file can be chosen again.
    input.value = ''
    if (chosen.length === 0) return
    run(async () => {
      const { importFiles } = await import('./import-files.ts')
      const found = await importFiles(services, chosen)
      setResults(found.notes)
      refresh()
      return t('own_imported', found.taken, found.refused)
    })
  }
  return (
    <>
      <label for="own-import">{t('own_import')}</label>
      <input
        id="own-import"
        type="file"
        multiple
        accept=".yml,.yaml"
        aria-describedby="own-import-help"
        onChange={(event) => read(event.currentTarget)}
      />
      <p id="own-import-help" class="soft">
        {t('own_import_help')}
      </p>
      {results.length > 0 && (
        <div class="failure">
          <ul aria-label={t('own_import_notes')}>
            {results.map(({ name, note }, index) => (
              <li key={index}>
                <strong>
                  <ForeignText text={name} />
                </strong>{' '}
                <ForeignText text={note} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}
