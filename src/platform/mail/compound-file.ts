/**
 * Microsoft's compound files, the container of Outlook's `.msg` ([MS-CFB]). Written for hostile
 * input: every chain and every branch of the directory is followed once at most, and what is read in
 * all is bounded, so that the work never exceeds a small multiple of the file's size.
 */

export class CompoundFileError extends Error {
  override readonly name = 'CompoundFileError'
}

/** A folder of the file. */
export interface Storage {
  readonly name: string
  readonly storages: readonly Storage[]
  readonly streams: readonly Stream[]
}

export interface Stream {
  readonly name: string
  /** Bytes, as the directory claims. */
  readonly size: number
  /** The content; less than `size` where the file is damaged or the bound is reached. */
  readonly read: () => Uint8Array
}

export interface CompoundFile {
  readonly root: Storage
  /** Whether a chain led out of the file, in a circle, or ended before its time. */
  readonly isDamaged: () => boolean
}

const SIGNATURE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
const MAX_REGULAR = 0xfffffffa
const FREE = 0xffffffff
const HEADER_FAT_ENTRIES = 109
const MAX_ENTRIES = 20_000
const MAX_DEPTH = 16
/** What may be read in all, as a multiple of the file's size. */
const MAX_READ = 4

export function isCompoundFile(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, index) => bytes[index] === byte)
}

/** Throws `CompoundFileError` where nothing of the directory can be read. */
export function readCompoundFile(bytes: Uint8Array): CompoundFile {
  if (!isCompoundFile(bytes)) throw new CompoundFileError('does not begin as a compound file')
  const sectors = new Sectors(bytes)
  const root = new Directory(sectors).readRoot()
  return { root, isDamaged: () => sectors.isDamaged }
}

/** The file as numbered pieces and the chains that they form. */
class Sectors {
  isDamaged = false
  readonly view: DataView
  readonly miniCutoff: number
  readonly #bytes: Uint8Array
  readonly #size: number
  readonly #fat: Uint32Array
  readonly #miniFat: Uint32Array
  #miniStream: Uint8Array = new Uint8Array()
  #budget: number

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    if (bytes.length < 512) throw new CompoundFileError('ends within its header')
    const shift = this.view.getUint16(0x1e, true)
    if (shift !== 9 && shift !== 12) throw new CompoundFileError('has pieces of an unknown size')
    this.#size = 2 ** shift
    this.#budget = bytes.length * MAX_READ
    this.miniCutoff = this.view.getUint32(0x38, true)
    this.#fat = this.#readTable(this.#listFatSectors())
    this.#miniFat = this.#readTable(this.#follow(this.view.getUint32(0x3c, true), this.#fat))
  }

  /** The short streams lie in one long one, that of the root. */
  openMiniStream(start: number, size: number): void {
    this.#miniStream = this.read(start, size, false)
  }

  read(start: number, size: number, isMini: boolean): Uint8Array {
    const piece = isMini ? 64 : this.#size
    const source = isMini ? this.#miniStream : this.#bytes
    const skipped = isMini ? 0 : 1
    const wanted = Math.min(size, this.#budget)
    const chain = this.#follow(start, isMini ? this.#miniFat : this.#fat, Math.ceil(wanted / piece))
    const content = new Uint8Array(Math.min(wanted, chain.length * piece))
    chain.forEach((sector, index) => {
      const at = (sector + skipped) * piece
      const room = content.length - index * piece
      content.set(source.subarray(at, at + Math.min(piece, room)), index * piece)
    })
    this.#budget -= content.length
    if (content.length < size) this.isDamaged = true
    return content
  }

  readWhole(start: number): Uint8Array {
    return this.read(start, this.#follow(start, this.#fat).length * this.#size, false)
  }

  /** Numbers of a chain's pieces, at most `limit`; each occurs once. */
  #follow(start: number, table: Uint32Array, limit = table.length): number[] {
    const chain: number[] = []
    const seen = new Set<number>()
    let sector = start
    while (sector < MAX_REGULAR && chain.length < limit) {
      if (seen.has(sector) || sector >= table.length) {
        this.isDamaged = true
        break
      }
      seen.add(sector)
      chain.push(sector)
      sector = table[sector] ?? FREE
    }
    return chain
  }

  /** The first 109 stand in the header, the others in sectors that lead to each other. */
  #listFatSectors(): number[] {
    const listed = readNumbers(this.view, 0x4c, HEADER_FAT_ENTRIES)
    const perSector = this.#size / 4
    const seen = new Set<number>()
    let next = this.view.getUint32(0x44, true)
    while (next < MAX_REGULAR && !seen.has(next)) {
      seen.add(next)
      const numbers = readNumbers(this.view, (next + 1) * this.#size, perSector)
      listed.push(...numbers.slice(0, perSector - 1))
      next = numbers[perSector - 1] ?? FREE
    }
    const sectors = listed.filter((sector) => sector < MAX_REGULAR)
    // More than the file has pieces can only be repetitions.
    return [...new Set(sectors)].slice(0, Math.ceil(this.#bytes.length / this.#size))
  }

  #readTable(sectors: readonly number[]): Uint32Array {
    const perSector = this.#size / 4
    return Uint32Array.from(
      sectors.flatMap((sector) => readNumbers(this.view, (sector + 1) * this.#size, perSector)),
    )
  }
}

/** Little-endian; nothing beyond the end of the file. */
function readNumbers(view: DataView, at: number, count: number): number[] {
  const numbers: number[] = []
  for (let index = 0; index < count && at + index * 4 + 4 <= view.byteLength; index += 1) {
    numbers.push(view.getUint32(at + index * 4, true))
  }
  return numbers
}

interface Entry {
  readonly name: string
  readonly kind: 'storage' | 'stream' | 'root'
  readonly left: number
  readonly right: number
  readonly child: number
  readonly start: number
  readonly size: number
}

const KINDS = new Map<number | undefined, Entry['kind']>([
  [1, 'storage'],
  [2, 'stream'],
  [5, 'root'],
])

/** Names and places of streams: a tree of trees, each of whose entries is visited once. */
class Directory {
  readonly #sectors: Sectors
  readonly #view: DataView
  readonly #seen = new Set<number>()

  constructor(sectors: Sectors) {
    this.#sectors = sectors
    const bytes = sectors.readWhole(sectors.view.getUint32(0x30, true))
    this.#view = new DataView(bytes.buffer)
  }

  readRoot(): Storage {
    const root = this.#readEntry(0)
    if (root?.kind !== 'root') throw new CompoundFileError('has no directory')
    this.#sectors.openMiniStream(root.start, root.size)
    return this.#openStorage(root, 0)
  }

  #openStorage({ name, child }: Entry, depth: number): Storage {
    const entries = depth > MAX_DEPTH ? [] : this.#listEntries(child)
    return {
      name,
      storages: entries
        .filter(({ kind }) => kind === 'storage')
        .map((entry) => this.#openStorage(entry, depth + 1)),
      streams: entries
        .filter(({ kind }) => kind === 'stream')
        .map(({ name: own, start, size }) => ({
          name: own,
          size,
          read: () => this.#sectors.read(start, size, size < this.#sectors.miniCutoff),
        })),
    }
  }

  /** An entry and its siblings to both sides. */
  #listEntries(first: number): Entry[] {
    const entries: Entry[] = []
    const waiting = [first]
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (id >= MAX_REGULAR) continue
      const entry = this.#seen.has(id) ? undefined : this.#readEntry(id)
      if (entry === undefined || this.#seen.size >= MAX_ENTRIES) {
        this.#sectors.isDamaged = true
        continue
      }
      this.#seen.add(id)
      entries.push(entry)
      waiting.push(entry.right, entry.left)
    }
    return entries
  }

  #readEntry(id: number): Entry | undefined {
    const at = id * 128
    if (at + 128 > this.#view.byteLength) return undefined
    const kind = KINDS.get(this.#view.getUint8(at + 0x42))
    if (kind === undefined) return undefined
    const length = Math.min(this.#view.getUint16(at + 0x40, true), 64)
    const units = Array.from({ length: Math.max(length / 2 - 1, 0) }, (_, index) =>
      this.#view.getUint16(at + index * 2, true),
    )
    const number = (offset: number) => this.#view.getUint32(at + offset, true)
    return {
      name: String.fromCharCode(...units),
      kind,
      left: number(0x44),
      right: number(0x48),
      child: number(0x4c),
      start: number(0x74),
      size: number(0x78),
    }
  }
}
