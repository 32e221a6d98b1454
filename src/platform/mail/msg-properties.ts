import type { Storage, Stream } from './compound-file.ts'

/** Bytes before the fixed-size properties: of the message itself, of one inside it, of its parts. */
export type PropertyHeader = 32 | 24 | 8

const UNICODE = 0x001f
const NARROW = 0x001e
const BINARY = 0x0102
const TIME = 0x0040
const LONG = 0x0003
const FLAG = 0x000b
/** 100-nanosecond steps from 1601 to 1970. */
const EPOCH = 116_444_736_000_000_000n
const MAX_TEXT_BYTES = 4_000_000

/** Properties of one object of an Outlook file ([MS-OXMSG]): the message, a recipient, an attachment. */
export class MsgProperties {
  readonly #streams: ReadonlyMap<string, Stream>
  readonly #fixed: ReadonlyMap<number, DataView>
  readonly #decoder: TextDecoder

  /** `encoding` of its narrow strings, where the object names none itself. */
  constructor(
    readonly storage: Storage,
    header: PropertyHeader,
    encoding = 'windows-1252',
  ) {
    this.#streams = new Map(storage.streams.map((stream) => [stream.name.toLowerCase(), stream]))
    this.#fixed = this.#readFixed(header)
    this.#decoder = new TextDecoder(this.#findEncoding() ?? encoding)
  }

  get encoding(): string {
    return this.#decoder.encoding
  }

  /** A text without its final NULs; undefined where there is none or an empty one. */
  text(id: number): string | undefined {
    const text = (this.#decode(id, UNICODE) ?? this.#decode(id, NARROW))?.replace(/\u0000+$/, '')
    return text === undefined || text.trim() === '' ? undefined : text
  }

  binary(id: number): Stream | undefined {
    return this.#stream(id, BINARY)
  }

  /** A storage that stands in place of a value: an attached message. */
  object(id: number): Storage | undefined {
    const name = nameOf(id, 0x000d)
    return this.storage.storages.find((storage) => storage.name.toLowerCase() === name)
  }

  /** ISO 8601, UTC. */
  time(id: number): string | undefined {
    const value = this.#value(id, TIME)?.getBigUint64(8, true)
    if (value === undefined) return undefined
    const iso = new Date(Number((value - EPOCH) / 10_000n))
    return Number.isNaN(iso.getTime()) || iso.getTime() <= 0 ? undefined : iso.toISOString()
  }

  number(id: number): number | undefined {
    return this.#value(id, LONG)?.getInt32(8, true)
  }

  flag(id: number): boolean {
    return this.#value(id, FLAG)?.getUint8(8) === 1
  }

  #decode(id: number, type: number): string | undefined {
    const bytes = this.#stream(id, type)?.read().subarray(0, MAX_TEXT_BYTES)
    if (bytes === undefined) return undefined
    return type === UNICODE
      ? new TextDecoder('utf-16le').decode(bytes)
      : this.#decoder.decode(bytes)
  }

  /** A text in bytes of its own encoding: HTML says itself which, or is in that of the message. */
  decodeBytes(bytes: Uint8Array): string {
    const encoding = findHtmlEncoding(bytes) ?? this.encoding
    return new TextDecoder(encoding).decode(bytes.subarray(0, MAX_TEXT_BYTES))
  }

  #stream(id: number, type: number): Stream | undefined {
    return this.#streams.get(nameOf(id, type))
  }

  #value(id: number, type: number): DataView | undefined {
    return this.#fixed.get(tagOf(id, type))
  }

  #readFixed(header: PropertyHeader): Map<number, DataView> {
    const bytes = this.#streams.get('__properties_version1.0')?.read() ?? new Uint8Array()
    const values = new Map<number, DataView>()
    for (let at = header; at + 16 <= bytes.length; at += 16) {
      const view = new DataView(bytes.buffer, bytes.byteOffset + at, 16)
      values.set(view.getUint32(0, true), view)
    }
    return values
  }

  #findEncoding(): string | undefined {
    const codePage = this.number(0x3ffd) ?? this.number(0x3fde)
    return codePage === undefined ? undefined : nameCodePage(codePage)
  }
}

function nameOf(id: number, type: number): string {
  return `__substg1.0_${tagOf(id, type).toString(16).padStart(8, '0')}`
}

function tagOf(id: number, type: number): number {
  return id * 0x10000 + type
}

const CODE_PAGES: ReadonlyMap<number, string> = new Map([
  [874, 'windows-874'],
  [932, 'shift_jis'],
  [936, 'gbk'],
  [949, 'euc-kr'],
  [950, 'big5'],
  [20866, 'koi8-r'],
  [21866, 'koi8-u'],
  [50220, 'iso-2022-jp'],
  [51932, 'euc-jp'],
  [54936, 'gb18030'],
  [65001, 'utf-8'],
])

function nameCodePage(codePage: number): string | undefined {
  if (codePage >= 1250 && codePage <= 1258) return `windows-${codePage}`
  if (codePage >= 28592 && codePage <= 28606) return toEncoding(`iso-8859-${codePage - 28590}`)
  return CODE_PAGES.get(codePage)
}

function findHtmlEncoding(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 2048))
  const label = /<meta\b[^>]{0,200}\bcharset\s{0,9}=\s{0,9}["']?([\w-]{1,40})/i.exec(head)?.[1]
  return label === undefined ? undefined : toEncoding(label)
}

function toEncoding(label: string): string | undefined {
  try {
    return new TextDecoder(label).encoding
  } catch {
    return undefined
  }
}
