import * as v from 'valibot'

const draftSchema = v.object({
  path: v.string(),
  text: v.string(),
  from: v.nullable(v.string()),
  base: v.nullable(v.number()),
})
/** What was typed and not saved. */
export type Draft = v.InferOutput<typeof draftSchema>

/** Of this tab only: two tabs with the same file do not mix their texts. */
const keyOf = (place: string): string => `own-rules-draft${place}`

export function readDraft(place: string): Draft | undefined {
  const kept = sessionStorage.getItem(keyOf(place))
  if (kept === null) return undefined
  try {
    const parsed = v.safeParse(draftSchema, JSON.parse(kept))
    return parsed.success ? parsed.output : undefined
  } catch {
    return undefined
  }
}

/** Where there is no room for it, the browser's question on leaving is all that guards the text. */
export function keepDraft(place: string, { path, text, from, base }: Draft): void {
  try {
    sessionStorage.setItem(keyOf(place), JSON.stringify({ path, text, from, base }))
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
    clearDraft(place)
  }
}

export function clearDraft(place: string): void {
  sessionStorage.removeItem(keyOf(place))
}
