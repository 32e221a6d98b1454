import type { EditorView } from '@codemirror/view'
import { useId, useMemo, useRef } from 'preact/hooks'
import { makeOwnPath } from '../packs/own/own-file-limits.ts'
import type { KnownRules } from '../packs/own/known-rules.ts'
import type { OwnFileView } from '../platform/own-rules-protocol.ts'
import type { RunAction } from '../ui/outcome.tsx'
import { useServices } from '../ui/services.ts'
import { CodeField, goToLine, type LineNote } from './code-field.tsx'
import { listNames } from './list-names.ts'
import { NoteList } from './note-list.tsx'
import { TrialPanel } from './trial-panel.tsx'
import { useCheck, type FileCheck } from './use-check.ts'
import { useOwnFile, type OwnFileState } from './use-own-file.ts'
import { useTrial } from './use-trial.ts'
import type { ExampleResult } from './trial.ts'

interface Props {
  readonly start: Parameters<typeof useOwnFile>[0]
  readonly files: readonly OwnFileView[]
  readonly known: KnownRules
  readonly run: RunAction
}

/** The text of a file, what is wrong with it, and what its rules do. */
export function FileEditor({ start, files, known, run }: Props) {
  const { t } = useServices()
  const view = useRef<EditorView | null>(null)
  const file = useOwnFile(start, files, run)
  const path = makeOwnPath(file.path)
  const others = useMemo(
    () => files.filter((other) => other.path !== path && other.path !== start.path),
    [files, path, start.path],
  )
  const check = useCheck(path, file.text, others, known)
  const trial = useTrial(path, check)
  const names = useMemo(() => listNames(known, check), [known, check])
  const notes = useMemo(() => listNotes(path, check, trial.examples), [path, check, trial.examples])
  const toLine = (line: number) => goToLine(view.current, line)
  return (
    <div class="columns">
      <section class="writing" aria-labelledby="writing">
        <h2 id="writing">{t('editor_file')}</h2>
        <FileName file={file} path={path} />
        <OtherNotice file={file} />
        <CodeField
          text={file.text}
          turn={file.turn}
          notes={notes}
          names={names}
          view={view}
          onChange={file.setText}
          onSave={file.save}
        />
        <p class="soft">{t('editor_keys')}</p>
        <div class="actions">
          <button type="button" class="main-action" onClick={file.save}>
            {t('editor_save')}
          </button>
          <span role="status" class="soft">
            {file.isChanged ? t('editor_unsaved') : t('editor_is_saved')}
          </span>
        </div>
        <NoteList notes={notes} isChecked={check !== undefined} onLine={toLine} />
      </section>
      <TrialPanel trial={trial} onLine={toLine} />
    </div>
  )
}

function FileName({ file, path }: { file: OwnFileState; path: string }) {
  const { t } = useServices()
  const id = useId()
  return (
    <div class="file-name">
      <label for={id}>{t('editor_path')}</label>
      <input
        id={id}
        type="text"
        dir="ltr"
        spellcheck={false}
        value={file.path}
        aria-describedby={`${id}-help`}
        onInput={(event) => file.setPath(event.currentTarget.value)}
      />
      <p id={`${id}-help`} class="soft">
        {file.path === path ? t('editor_path_help') : t('editor_path_becomes', path)}
      </p>
    </div>
  )
}

/** Another window saved this file, too: nothing of either is lost. */
function OtherNotice({ file }: { file: OwnFileState }) {
  const { t } = useServices()
  if (file.other === undefined) return null
  return (
    <div role="alert" class="failure">
      <p>{t('editor_other_version')}</p>
      <div class="actions">
        <button type="button" onClick={file.keepBoth}>
          {t('editor_keep_both')}
        </button>
        <button type="button" onClick={file.takeOther}>
          {t('editor_take_other')}
        </button>
        <button type="button" onClick={file.keepMine}>
          {t('editor_keep_mine')}
        </button>
      </div>
    </div>
  )
}

function listNotes(
  path: string,
  check: FileCheck | undefined,
  examples: ExampleResult | undefined,
): LineNote[] {
  const faults = (check?.faults ?? [])
    .filter((fault) => fault.path === path)
    .map(({ line, message, kept }): LineNote => {
      return { line, message, severity: kept === true ? 'info' : 'error' }
    })
  const failures = (examples?.failures ?? []).map(({ line, message }): LineNote => {
    return { line, message, severity: 'warning' }
  })
  return [...faults, ...failures].sort((a, b) => a.line - b.line)
}
