import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import { MODIFIERS } from '../engine/sigma/modifiers.ts'
import { EVENT_FIELD_DOCS } from '../packs/event-field-docs.ts'
import { KEYS, MODIFIER_WORDS, VALUES, type Words } from './sigma-words.ts'
import { findPlace, type YamlPlace } from './yaml-place.ts'

/** Names that a rule may use, each with its title. */
export interface RuleNames {
  readonly signals: Words
  readonly stories: Words
  readonly lists: Words
}

const SIGNAL_FIELDS = /^(?:message\.signals|thread\.signals|thread\.own_signals)(?:\||$)/
const WORD = /[\w.*@/-]*$/

/** What may stand at the cursor: keys, fields, modifiers, values, names of rules and lists. */
export function completeRule(
  context: CompletionContext,
  names: RuleNames,
): CompletionResult | null {
  const before = context.state.sliceDoc(0, context.pos)
  const place = findPlace(before)
  const options = listOptions(place, names, before)
  const typed = WORD.exec(place.typed)?.[0] ?? ''
  const isAsked = context.explicit || typed !== '' || /[|%]$/.test(place.typed)
  if (options.length === 0 || !isAsked) return null
  return { from: context.pos - typed.length, options, validFor: /^[\w.*@/-]*$/ }
}

/** The same without an editor, for tests. */
export function listOptions(place: YamlPlace, names: RuleNames, before: string): Completion[] {
  if (place.kind === 'key') return completeKey(place)
  return completeValue(place, names, before)
}

function completeKey({ path, typed }: YamlPlace): Completion[] {
  const bar = typed.lastIndexOf('|')
  const isSelection = path.length >= 2 && (path[0] === 'detection' || path[0] === 'filter')
  if (bar >= 0) {
    const used = new Set(typed.split('|').slice(1, -1))
    return toOptions(
      Object.fromEntries(
        MODIFIERS.filter((name) => !used.has(name)).map((name) => [
          name,
          MODIFIER_WORDS[name] ?? '',
        ]),
      ),
      'keyword',
    )
  }
  if (isSelection) return toOptions(EVENT_FIELD_DOCS, 'property')
  return toOptions(findWords(KEYS, path), 'property', ': ')
}

function completeValue({ path, typed }: YamlPlace, names: RuleNames, before: string): Completion[] {
  const place = path.map((key) => key.split('|')[0] ?? '')
  const last = path.at(-1) ?? ''
  if (/%[\w]*$/.test(typed)) return toOptions(names.lists, 'constant', '%')
  const whole = place.join('/')
  if (whole === 'correlation/rules') {
    return toOptions({ ...names.stories, ...names.signals }, 'variable')
  }
  if (whole === 'filter/rules' || SIGNAL_FIELDS.test(last)) {
    return toOptions(names.signals, 'variable')
  }
  const words = findWords(VALUES, place)
  if (whole === 'detection/condition' || whole === 'filter/condition') {
    return toOptions({ ...listSelections(before), ...words }, 'keyword')
  }
  if (whole === 'correlation/group-by') {
    return toOptions({ ...words, ...EVENT_FIELD_DOCS }, 'property')
  }
  return toOptions(words, 'enum')
}

function findWords(
  table: readonly (readonly [path: string, words: Words])[],
  path: readonly string[],
): Words {
  for (const [pattern, words] of table) {
    const steps = pattern === '' ? [] : pattern.split('/')
    const isHere = steps.every((step, index) => step === '*' || step === path[index])
    if (steps.length === path.length && isHere) return words
  }
  return {}
}

/** Selections of the document that the cursor stands in. */
function listSelections(before: string): Words {
  const document = before.slice(before.lastIndexOf('\n---') + 1)
  const start = document.search(/^(?:detection|filter):/m)
  const names: Record<string, string> = {}
  for (const [, name = ''] of document.slice(Math.max(0, start)).matchAll(/^ {1,4}([\w-]+):/gm)) {
    if (name !== 'condition' && name !== 'rules') names[name] = ''
  }
  return names
}

function toOptions(words: Words, type: string, behind = ''): Completion[] {
  return Object.entries(words).map(([label, info]) => ({
    label,
    type,
    ...(behind === '' ? {} : { apply: `${label}${behind}` }),
    ...(info === '' ? {} : { detail: info }),
  }))
}
