import type { EditorView, Tooltip } from '@codemirror/view'
import { EVENT_FIELD_DOCS } from '../packs/event-field-docs.ts'
import type { RuleNames } from './complete-rule.ts'
import { KEYS, MODIFIER_WORDS } from './sigma-words.ts'

const WORD = /[\w.@-]+/g

/** What a word of a rule means: a field, a modifier, a key, or the title of the rule that it names. */
export function findMeaning(word: string, isModifier: boolean, names: RuleNames): string {
  const tables = isModifier
    ? [MODIFIER_WORDS]
    : [
        EVENT_FIELD_DOCS,
        names.signals,
        names.stories,
        names.lists,
        ...KEYS.map(([, words]) => words),
      ]
  const table = tables.find((words) => Object.hasOwn(words, word))
  return table?.[word] ?? ''
}

/** A note beside the word under the pointer. */
export function explainWord(view: EditorView, pos: number, names: RuleNames): Tooltip | null {
  const line = view.state.doc.lineAt(pos)
  for (const match of line.text.matchAll(WORD)) {
    const from = line.from + match.index
    const to = from + match[0].length
    if (pos < from || pos > to) continue
    const meaning = findMeaning(match[0], line.text[match.index - 1] === '|', names)
    return meaning === '' ? null : { pos: from, end: to, above: true, create: () => draw(meaning) }
  }
  return null
}

function draw(text: string): { dom: HTMLElement } {
  const dom = document.createElement('p')
  dom.className = 'cm-note'
  dom.textContent = text
  return { dom }
}
