import { useCallback, useMemo } from 'preact/hooks'
import type { KnownRules } from '../packs/own/known-rules.ts'
import type { OwnFileView } from '../platform/own-rules-protocol.ts'
import { LoadFailure, OutcomeLine, useOutcome } from '../ui/outcome.tsx'
import { useServices } from '../ui/services.ts'
import { useLive } from '../ui/use-live.ts'
import { FileEditor } from './file-editor.tsx'
import { findFreePath } from './use-own-file.ts'
import { fillTemplate, isTemplateKind } from './templates.ts'

/** One rule file of the user: `?file=PATH`, or `?new=KIND` for a new one. */
export function EditorPage({ address }: { address: URLSearchParams }) {
  const { call, t } = useServices()
  const { outcome, run } = useOutcome()
  const files = useLive(
    useCallback(() => call('own-rules/list', {}), [call]),
    'told',
  )
  const known = useLive(
    useCallback(() => call('own-rules/context', {}), [call]),
    'once',
  )
  return (
    <div class="page">
      <header>
        <h1>{t('editor_title')}</h1>
      </header>
      <main>
        <LoadFailure error={files.error ?? known.error} />
        {files.data !== undefined && known.data !== undefined && (
          <Opened address={address} files={files.data} known={known.data} run={run} />
        )}
      </main>
      <OutcomeLine outcome={outcome} run={run} />
    </div>
  )
}

interface OpenedProps {
  readonly address: URLSearchParams
  readonly files: readonly OwnFileView[]
  readonly known: KnownRules
  readonly run: ReturnType<typeof useOutcome>['run']
}

function Opened({ address, files, known, run }: OpenedProps) {
  const { t } = useServices()
  const start = useMemo(() => findStart(address, files), [address])
  return start === undefined ? (
    <p class="failure">{t('editor_gone')}</p>
  ) : (
    <FileEditor start={start} files={files} known={known} run={run} />
  )
}

function findStart(address: URLSearchParams, files: readonly OwnFileView[]) {
  const path = address.get('file')
  if (path !== null) {
    const saved = files.find((file) => file.path === path)
    return saved === undefined ? undefined : { path, text: saved.text, saved }
  }
  const kind = address.get('new')
  const date = new Date().toISOString().slice(0, 10)
  const filled = fillTemplate(isTemplateKind(kind) ? kind : 'signal', {
    id: crypto.randomUUID(),
    date,
  })
  return { ...filled, path: findFreePath(filled.path, files), saved: undefined }
}
