import type { RuleFile } from '../read-pack.ts'
import type { FileFault } from '../read-yaml.ts'

/**
 * What a reviewer can't see: controls, direction marks, joiners, fillers, odd spaces. In a rule they
 * must be written as escapes ("\u202e") so that a diff shows them.
 */
const INVISIBLE =
  /[\p{Default_Ignorable_Code_Point}\p{Cf}\u0000-\u0008\u000B-\u001F\u007F-\u00A0\u2000-\u200A\u2028\u2029\u202F\u205F\u2800\u3000]/u

export function checkCharacters({ path, text }: RuleFile): FileFault[] {
  return text.split('\n').flatMap((line, index) => {
    const code = INVISIBLE.exec(line)?.[0].codePointAt(0)
    if (code === undefined) return []
    const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
    const message = `holds the invisible character ${name}; write it as an escape in double quotes`
    return [{ path, line: index + 1, message }]
  })
}
