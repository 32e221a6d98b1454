/** A value that an encoding made: text before the first encoding, bytes between two of them. */
export type Encodable = string | Uint8Array

export const ENCODINGS = ['base64', 'base64offset', 'utf16', 'utf16le', 'utf16be', 'wide'] as const
export type Encoding = (typeof ENCODINGS)[number]

/** Applies one encoding; `base64offset` gives one text for each of the three places in a group. */
export function encode(value: Encodable, encoding: Encoding): readonly Encodable[] {
  switch (encoding) {
    case 'base64':
      return [toBase64(toBytes(value))]
    case 'base64offset':
      return [0, 1, 2].map((offset) => toBase64At(toBytes(value), offset))
    case 'utf16':
      return [Uint8Array.of(0xff, 0xfe, ...toUtf16(value, true))]
    case 'utf16be':
      return [toUtf16(value, false)]
    case 'utf16le':
    case 'wide':
      return [toUtf16(value, true)]
  }
}

/** Bytes that no Base64 follows stand in a text as one character each. */
export function toPlainText(value: Encodable): string {
  return typeof value === 'string' ? value : String.fromCharCode(...value)
}

function toUtf16(value: Encodable, isLittleEndian: boolean): Uint8Array {
  const text = toPlainText(value)
  const view = new DataView(new ArrayBuffer(text.length * 2))
  for (let i = 0; i < text.length; i += 1) view.setUint16(i * 2, text.charCodeAt(i), isLittleEndian)
  return new Uint8Array(view.buffer)
}

function toBytes(value: Encodable): Uint8Array {
  return typeof value === 'string' ? toUtf8(value) : value
}

// The engine has no TextEncoder: it knows neither DOM nor Node.
function toUtf8(text: string): Uint8Array {
  const bytes: number[] = []
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0
    const point = code >= 0xd800 && code <= 0xdfff ? 0xfffd : code
    if (point < 0x80) bytes.push(point)
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), continuation(point, 0))
    else if (point < 0x10000) {
      bytes.push(0xe0 | (point >> 12), continuation(point, 6), continuation(point, 0))
    } else {
      bytes.push(0xf0 | (point >> 18), continuation(point, 12))
      bytes.push(continuation(point, 6), continuation(point, 0))
    }
  }
  return Uint8Array.from(bytes)
}

function continuation(point: number, shift: number): number {
  return 0x80 | ((point >> shift) & 0x3f)
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const bits = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    for (const shift of [18, 12, 6, 0]) text += ALPHABET.charAt((bits >> shift) & 0x3f)
  }
  const missing = (3 - (bytes.length % 3)) % 3
  return text.slice(0, text.length - missing) + '='.repeat(missing)
}

// Characters that also hold bits of what stands before or after the value are cut off.
const CUT_AT_START = [0, 2, 3]
const CUT_AT_END = [0, 3, 2]

function toBase64At(bytes: Uint8Array, offset: number): string {
  const text = toBase64(Uint8Array.from([...new Array<number>(offset).fill(0), ...bytes]))
  const start = CUT_AT_START[offset] ?? 0
  return text.slice(start, text.length - (CUT_AT_END[(bytes.length + offset) % 3] ?? 0))
}
