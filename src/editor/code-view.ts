import { autocompletion, completionKeymap, type CompletionSource } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import { indentUnit } from '@codemirror/language'
import { lintGutter, nextDiagnostic, previousDiagnostic } from '@codemirror/lint'
import { EditorState } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  hoverTooltip,
  keymap,
  lineNumbers,
  type HoverTooltipSource,
} from '@codemirror/view'
import { codeTheme } from './code-theme.ts'

export interface CodeParts {
  readonly text: string
  /** What a screen reader says of the field. */
  readonly label: string
  /** How the keyboard leaves it. */
  readonly description: string
  /** Texts of the editor itself, by its English ones. */
  readonly phrases: Readonly<Record<string, string>>
  readonly complete: CompletionSource
  readonly explain: HoverTooltipSource
  readonly onChange: (text: string) => void
  readonly onSave: () => void
}

/**
 * An editor inside a shadow root: there its styles are adopted style sheets, where in the document they
 * would be style elements, which the pages' policy forbids.
 */
export function openCodeView(host: HTMLElement, parts: CodeParts): EditorView {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
  root.replaceChildren()
  return new EditorView({ parent: root, root, state: makeState(parts) })
}

/** A state of its own: what was undone before belongs to the text before. */
export function makeState(parts: CodeParts): EditorState {
  const { label, description, onChange, onSave } = parts
  return EditorState.create({
    doc: parts.text,
    extensions: [
      lineNumbers(),
      lintGutter(),
      history(),
      drawSelection(),
      highlightActiveLine(),
      EditorView.lineWrapping,
      indentUnit.of('  '),
      yaml(),
      codeTheme,
      EditorState.phrases.of(parts.phrases),
      autocompletion({ override: [parts.complete], icons: false }),
      hoverTooltip(parts.explain),
      keymap.of([
        { key: 'Mod-s', preventDefault: true, run: () => (onSave(), true) },
        ...completionKeymap,
        { key: 'F8', run: nextDiagnostic, shift: previousDiagnostic },
        ...historyKeymap,
        ...defaultKeymap,
        indentWithTab,
      ]),
      EditorView.contentAttributes.of({
        'aria-label': label,
        'aria-description': description,
        spellcheck: 'false',
        // Said aloud: what scrolls must hold something that can be focused.
        tabindex: '0',
      }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) onChange(update.state.doc.toString())
      }),
    ],
  })
}
