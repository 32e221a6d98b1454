import { setDiagnostics } from '@codemirror/lint'
import type { EditorView } from '@codemirror/view'
import { useEffect, useRef, type MutableRef } from 'preact/hooks'
import { useServices } from '../ui/services.ts'
import { openCodeView } from './code-view.ts'
import { completeRule, type RuleNames } from './complete-rule.ts'
import { explainWord } from './explain-word.ts'

/** Something to say at a line. */
export interface LineNote {
  /** From 1. */
  readonly line: number
  readonly message: string
  readonly severity: 'error' | 'warning' | 'info'
}

interface Props {
  readonly text: string
  /** Rises where `text` was not typed here. */
  readonly turn: number
  readonly notes: readonly LineNote[]
  readonly names: RuleNames
  readonly view: MutableRef<EditorView | null>
  readonly onChange: (text: string) => void
  readonly onSave: () => void
}

/** The YAML of a rule file, with words offered while one types and notes at their lines. */
export function CodeField({ text, turn, notes, names, view, onChange, onSave }: Props) {
  const { t } = useServices()
  const host = useRef<HTMLDivElement>(null)
  const latest = useRef({ names, onChange, onSave })
  latest.current = { names, onChange, onSave }
  useEffect(() => {
    if (host.current === null) return
    const opened = openCodeView(host.current, {
      text,
      label: t('editor_code'),
      description: t('editor_keys'),
      phrases: { Completions: t('editor_completions') },
      complete: (context) => completeRule(context, latest.current.names),
      explain: (shown, pos) => explainWord(shown, pos, latest.current.names),
      onChange: (next) => latest.current.onChange(next),
      onSave: () => latest.current.onSave(),
    })
    view.current = opened
    return () => {
      opened.destroy()
      view.current = null
    }
    // Typed text is the editor's own: it is made once.
  }, [])
  useEffect(() => {
    if (turn > 0) replaceText(view.current, text)
  }, [turn])
  useEffect(() => {
    if (view.current !== null) showNotes(view.current, notes)
  }, [notes])
  return <div class="code-field" dir="ltr" ref={host} />
}

/** As one change, which can be undone. */
function replaceText(view: EditorView | null, text: string): void {
  if (view === null || view.state.doc.toString() === text) return
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } })
}

function showNotes(view: EditorView, notes: readonly LineNote[]): void {
  const { doc } = view.state
  const diagnostics = notes.map(({ line, message, severity }) => {
    const { from, to, text } = doc.line(Math.min(Math.max(1, line), doc.lines))
    return { from: from + text.length - text.trimStart().length, to, message, severity }
  })
  view.dispatch(setDiagnostics(view.state, diagnostics))
}

/** Puts the cursor into a line and the focus into the editor. */
export function goToLine(view: EditorView | null, line: number): void {
  if (view === null) return
  const { doc } = view.state
  const { from } = doc.line(Math.min(Math.max(1, line), doc.lines))
  view.dispatch({ selection: { anchor: from }, scrollIntoView: true })
  view.focus()
}
