/** `*`: any number of characters, none included. */
export const ANY = 0
/** `?`: exactly one character. */
export const ONE = 1

/** A Sigma string cut at its wildcards. No literal is empty, no two literals or ANY stand together. */
export type Part = string | typeof ANY | typeof ONE

/**
 * Reads a Sigma string: `*` and `?` are wildcards, a backslash takes the meaning from a wildcard or
 * from another backslash and stands for itself before anything else.
 */
export function parseSigmaString(source: string): Part[] {
  const parts: Part[] = []
  for (let i = 0; i < source.length; i += 1) {
    const char = source.charAt(i)
    const next = source.charAt(i + 1)
    if (char === '\\' && (next === '*' || next === '?' || next === '\\')) {
      pushPart(parts, next)
      i += 1
    } else if (char === '*') pushPart(parts, ANY)
    else if (char === '?') pushPart(parts, ONE)
    else pushPart(parts, char)
  }
  return parts
}

/** Writes parts as a Sigma string that reads back as the same parts. */
export function printSigmaString(parts: readonly Part[]): string {
  return parts
    .map((part) => {
      if (part === ANY) return '*'
      if (part === ONE) return '?'
      return part.replace(/[*?\\]/g, '\\$&')
    })
    .join('')
}

function pushPart(parts: Part[], part: Part): void {
  const last = parts.at(-1)
  if (part === ANY && last === ANY) return
  if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part
  else parts.push(part)
}

export function joinParts(...lists: readonly (readonly Part[])[]): Part[] {
  const joined: Part[] = []
  for (const part of lists.flat()) pushPart(joined, part)
  return joined
}

export function hasWildcard(parts: readonly Part[]): boolean {
  return parts.some((part) => typeof part !== 'string')
}

/** The text of parts without wildcards. */
export function literalOf(parts: readonly Part[]): string {
  return parts.filter((part) => typeof part === 'string').join('')
}

export function mapLiterals(parts: readonly Part[], change: (text: string) => string): Part[] {
  return parts.map((part) => (typeof part === 'string' ? change(part) : part))
}
