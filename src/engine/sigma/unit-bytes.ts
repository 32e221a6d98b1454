/**
 * Texts as bytes and back, unit by unit, so that lone surrogates keep as well: one byte for ASCII, two
 * or three for other UTF-16 units.
 */
export function encodeText(text: string): number[] {
  const bytes: number[] = []
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit < 0x80) bytes.push(unit)
    else if (unit < 0x800) bytes.push(0xc0 | (unit >> 6), 0x80 | (unit & 0x3f))
    else bytes.push(0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f))
  }
  return bytes
}

/** Units put together at a time: a call takes so many arguments in every engine. */
const CHUNK = 4096

export function decodeText(bytes: Uint8Array, from: number, to: number): string {
  let text = ''
  let units: number[] = []
  for (let at = from; at < to;) {
    if (units.length === CHUNK) {
      text += String.fromCharCode(...units)
      units = []
    }
    const first = bytes[at] ?? 0
    if (first < 0x80) {
      units.push(first)
      at += 1
    } else if (first < 0xe0) {
      units.push(((first & 0x1f) << 6) | trail(bytes, at + 1))
      at += 2
    } else {
      units.push(((first & 0x0f) << 12) | (trail(bytes, at + 1) << 6) | trail(bytes, at + 2))
      at += 3
    }
  }
  return text + String.fromCharCode(...units)
}

function trail(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) & 0x3f
}
