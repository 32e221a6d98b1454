import { isFields } from '../rule-fields.ts'

/** One `field|modifier: value` of a detection, with its place in the document. */
export interface DetectionItem {
  readonly at: readonly (string | number)[]
  readonly field: string
  readonly modifiers: readonly string[]
  readonly values: readonly unknown[]
}

/** All field items of a detection's selections; keyword lists have no field and are left out. */
export function listDetectionItems(
  detection: Readonly<Record<string, unknown>>,
  section: string,
): DetectionItem[] {
  return Object.entries(detection).flatMap(([name, selection]) => {
    const isLogic = name === 'condition' || name === 'rules'
    return isLogic ? [] : listSelection(selection, [section, name])
  })
}

function listSelection(selection: unknown, at: readonly (string | number)[]): DetectionItem[] {
  if (Array.isArray(selection)) {
    return selection.flatMap((part: unknown, index) => listSelection(part, [...at, index]))
  }
  if (!isFields(selection)) return []
  return Object.entries(selection).map(([key, value]) => {
    const [field = '', ...modifiers] = key.split('|')
    const values: unknown[] = Array.isArray(value) ? value : [value]
    return { at: [...at, key], field, modifiers, values }
  })
}
