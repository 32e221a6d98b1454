import { asciiBytes, holdsBytes } from './bytes.ts'

/** Bytes searched for a mark of encryption, at the head and at the end of a file. */
const SEARCHED = 1_048_576
const ZIP_ENTRY = 0x04034b50
const ZIP_LISTED = 0x02014b50
const ZIP_END = 0x06054b50
const MAX_ENTRIES = 2_000
/** End record with the longest comment. */
const MAX_ZIP_END = 65_557

/** Whether a file of this MIME type asks for a password, as far as its headers tell. */
export function isLocked(bytes: Uint8Array, type: string): boolean {
  switch (type) {
    case 'application/zip':
      return isZipLocked(bytes)
    case 'application/x-rar-compressed':
    case 'application/vnd.rar':
      return isRarLocked(bytes)
    case 'application/x-7z-compressed':
      // Coder 06F10701 is AES-256; its place is readable unless the directory is packed.
      return holdsBytes(tailOf(bytes), [0x06, 0xf1, 0x07, 0x01])
    case 'application/x-cfb':
      return holdsBytes(headOf(bytes), utf16('EncryptedPackage'))
    case 'application/pdf':
      return (
        holdsBytes(tailOf(bytes), asciiBytes('/Encrypt')) ||
        holdsBytes(headOf(bytes), asciiBytes('/Encrypt'))
      )
    default:
      return false
  }
}

/** Bit 0 of an entry's flags; the first entry says so, or any that the directory lists. */
function isZipLocked(bytes: Uint8Array): boolean {
  const view = viewOf(bytes)
  if (bytes.length >= 30 && view.getUint32(0, true) === ZIP_ENTRY && isOdd(view, 6)) return true
  const end = findZipEnd(bytes, view)
  if (end === undefined) return false
  let at = view.getUint32(end + 16, true)
  for (let entry = 0; entry < MAX_ENTRIES && at + 46 <= bytes.length; entry += 1) {
    if (view.getUint32(at, true) !== ZIP_LISTED) return false
    if (isOdd(view, at + 8)) return true
    const lengths = [28, 30, 32].map((offset) => view.getUint16(at + offset, true))
    at += 46 + lengths.reduce((sum, length) => sum + length, 0)
  }
  return false
}

function isOdd(view: DataView, at: number): boolean {
  return (view.getUint16(at, true) & 1) === 1
}

function findZipEnd(bytes: Uint8Array, view: DataView): number | undefined {
  const first = Math.max(0, bytes.length - MAX_ZIP_END)
  for (let at = bytes.length - 22; at >= first; at -= 1) {
    if (view.getUint32(at, true) === ZIP_END) return at
  }
  return undefined
}

const RAR5 = [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07, 0x01, 0x00]
const MAX_BLOCKS = 200

function isRarLocked(bytes: Uint8Array): boolean {
  return RAR5.every((byte, index) => bytes[index] === byte)
    ? isRar5Locked(bytes)
    : isRar4Locked(bytes)
}

/** A main header (0x73) with flag 0x80 locks the names, a file header (0x74) with 0x04 its file. */
function isRar4Locked(bytes: Uint8Array): boolean {
  const view = viewOf(bytes)
  let at = 7
  for (let block = 0; block < MAX_BLOCKS && at + 11 <= bytes.length; block += 1) {
    const type = view.getUint8(at + 2)
    const flags = view.getUint16(at + 3, true)
    const size = view.getUint16(at + 5, true)
    if (type === 0x73 && (flags & 0x80) !== 0) return true
    if (type === 0x74) return (flags & 0x04) !== 0
    if (size < 7) return false
    at += size + ((flags & 0x8000) === 0 ? 0 : view.getUint32(at + 7, true))
  }
  return false
}

/** A block of type 4 locks everything; a file's block (2) carries an extra record of type 1. */
function isRar5Locked(bytes: Uint8Array): boolean {
  let at = RAR5.length
  for (let block = 0; block < MAX_BLOCKS && at + 7 <= bytes.length; block += 1) {
    const reader = new NumberReader(bytes, at + 4)
    const size = reader.read()
    const start = reader.at
    const type = reader.read()
    const flags = reader.read()
    const extra = (flags & 1) === 0 ? 0 : reader.read()
    const data = (flags & 2) === 0 ? 0 : reader.read()
    if (type === 4) return true
    if (type === 2) return hasEncryptionRecord(bytes, start + size - extra, start + size)
    if (size === 0) return false
    at = start + size + data
  }
  return false
}

function hasEncryptionRecord(bytes: Uint8Array, from: number, to: number): boolean {
  let at = from
  while (at < to && at < bytes.length) {
    const reader = new NumberReader(bytes, at)
    const size = reader.read()
    const start = reader.at
    if (reader.read() === 1) return true
    if (size === 0) return false
    at = start + size
  }
  return false
}

/** RAR 5 numbers: seven bits a byte, the lowest first; the top bit says that another follows. */
class NumberReader {
  at: number
  readonly #bytes: Uint8Array

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes
    this.at = at
  }

  read(): number {
    let value = 0
    for (let digit = 0; digit < 7; digit += 1) {
      const byte = this.#bytes[this.at] ?? 0
      this.at += 1
      value += (byte & 0x7f) * 2 ** (7 * digit)
      if (byte < 0x80) break
    }
    return value
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function headOf(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, SEARCHED)
}

function tailOf(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(Math.max(0, bytes.length - SEARCHED))
}

function utf16(text: string): number[] {
  return asciiBytes(text).flatMap((code) => [code, 0])
}
