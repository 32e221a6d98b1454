const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Bytes of a base64 or base64url text; undefined where it is none. */
export function decodeBase64(text: string): number[] | undefined {
  const bytes: number[] = []
  let bits = 0
  let count = 0
  for (const character of text.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '')) {
    const value = ALPHABET.indexOf(character)
    if (value < 0) return undefined
    bits = (bits << 6) | value
    count += 6
    if (count >= 8) {
      count -= 8
      bytes.push((bits >> count) & 0xff)
    }
    bits &= 0xff
  }
  return bytes
}

/** Text of base64-encoded UTF-8; undefined where it is none. */
export function decodeBase64Text(text: string): string | undefined {
  const bytes = decodeBase64(text)
  if (bytes === undefined) return undefined
  const escaped = bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
  try {
    return decodeURIComponent(escaped)
  } catch {
    return undefined
  }
}
