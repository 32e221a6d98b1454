/**
 * Direction overrides and embeddings, direction marks, and invisible characters that no honest name
 * needs. Joiners (U+200C, U+200D) stand in Persian and in emoji; first-strong isolates close
 * themselves and are what our own sentences put around inserted values.
 */
const CONTROL =
  /([\u202A-\u202E\u2066\u2067\u200E\u200F\u061C\u200B\u2060\uFEFF\u00AD\u180E\u2800\u3164\u115F\u1160])/u

export interface TextPart {
  readonly text: string
  /** `U+202E`, where `text` is one such character. */
  readonly code?: string
}

/** Cuts a text at characters that change how others look; the parts joined are the text again. */
export function splitControls(text: string): TextPart[] {
  return text
    .split(CONTROL)
    .filter((part) => part !== '')
    .map((part) => (CONTROL.test(part) ? { text: part, code: nameCode(part) } : { text: part }))
}

function nameCode(character: string): string {
  const code = character.codePointAt(0) ?? 0
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
}
