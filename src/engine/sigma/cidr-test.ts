import { type RulePath, SigmaError } from './faults.ts'
import type { PreparedValue, Range, TestForm, ValueTest } from './prepared-value.ts'

/** An address as its bytes: 4 or 16. */
type Address = readonly number[]

/** Holds for addresses inside a network such as `10.0.0.0/8` or `2001:db8::/32`. */
export class CidrTest implements ValueTest {
  readonly form: TestForm
  readonly cost = 1
  readonly #network: Address
  readonly #bits: number

  constructor(source: string, path: RulePath) {
    const [, host = '', length] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(source.trim()) ?? []
    const network = parseAddress(host)
    const bits = length === undefined ? (network?.length ?? 0) * 8 : Number(length)
    if (network === undefined || bits > network.length * 8) {
      throw new SigmaError(path, `"${source}" is no network: write it as 10.0.0.0/8`)
    }
    if (network.some((byte, i) => (byte & ~maskOf(bits, i) & 0xff) !== 0)) {
      throw new SigmaError(path, `"${source}" has bits set behind its prefix length`)
    }
    this.form = ['network', source]
    this.#network = network
    this.#bits = bits
  }

  holds(value: PreparedValue): boolean {
    const address = parseAddress(value.text)
    return (
      address?.length === this.#network.length &&
      address.every((byte, i) => (byte & maskOf(this.#bits, i)) === this.#network[i])
    )
  }

  locate(): readonly Range[] {
    return []
  }
}

/** Bits of byte `index` that belong to a prefix of `bits` bits. */
function maskOf(bits: number, index: number): number {
  const inByte = Math.max(0, Math.min(8, bits - index * 8))
  return (0xff << (8 - inByte)) & 0xff
}

function parseAddress(text: string): Address | undefined {
  if (text.length > 45) return undefined
  return text.includes(':') ? parseV6(text.replace(/^\[(.*)\]$/, '$1')) : parseV4(text)
}

function parseV4(text: string): Address | undefined {
  if (!/^\d{1,3}(?:\.\d{1,3}){3}$/.test(text)) return undefined
  const bytes = text.split('.').map(Number)
  return bytes.every((byte) => byte <= 255) ? bytes : undefined
}

function parseV6(text: string): Address | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const head = parseGroups(halves[0] ?? '', halves.length === 1)
  const tail = parseGroups(halves[1] ?? '', true)
  if (head === undefined || tail === undefined) return undefined
  const missing = 16 - head.length - tail.length
  if (halves.length === 1 ? missing !== 0 : missing < 2) return undefined
  return [...head, ...new Array<number>(missing).fill(0), ...tail]
}

function parseGroups(text: string, canEndInV4: boolean): Address | undefined {
  if (text === '') return []
  const groups = text.split(':')
  const bytes: number[] = []
  for (const [i, group] of groups.entries()) {
    const v4 = canEndInV4 && i === groups.length - 1 ? parseV4(group) : undefined
    if (v4 !== undefined) bytes.push(...v4)
    else if (/^[0-9a-f]{1,4}$/i.test(group)) {
      const value = Number.parseInt(group, 16)
      bytes.push(value >> 8, value & 0xff)
    } else return undefined
  }
  return bytes
}
