export function asciiBytes(text: string): number[] {
  return Array.from(text, (letter) => letter.charCodeAt(0))
}

/** Whether `sought` stands anywhere in `bytes`. */
export function holdsBytes(bytes: Uint8Array, sought: readonly number[]): boolean {
  const first = sought[0]
  if (first === undefined) return false
  let at = bytes.indexOf(first)
  while (at >= 0) {
    if (sought.every((byte, index) => bytes[at + index] === byte)) return true
    at = bytes.indexOf(first, at + 1)
  }
  return false
}
