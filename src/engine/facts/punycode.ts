/** Decodes the `xn--` labels of a host to the letters they show (RFC 3492); faulty ones stay. */
export function decodeHost(host: string): string {
  if (!host.includes('xn--')) return host
  return host
    .split('.')
    .map((label) => (label.startsWith('xn--') ? (decodeLabel(label.slice(4)) ?? label) : label))
    .join('.')
}

const BASE = 36
const MAX_LABEL = 63

function decodeLabel(encoded: string): string | undefined {
  if (encoded.length > MAX_LABEL) return undefined
  const hyphen = encoded.lastIndexOf('-')
  const output = Array.from(encoded.slice(0, Math.max(hyphen, 0)), (c) => c.codePointAt(0) ?? 0)
  let at = hyphen < 0 ? 0 : hyphen + 1
  let code = 128
  let index = 0
  let bias = 72
  while (at < encoded.length) {
    const before = index
    let weight = 1
    for (let k = BASE; ; k += BASE) {
      const digit = digitOf(encoded.charCodeAt(at++))
      if (digit < 0) return undefined
      index += digit * weight
      const threshold = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias
      if (digit < threshold) break
      weight *= BASE - threshold
    }
    bias = adaptBias(index - before, output.length + 1, before === 0)
    code += Math.floor(index / (output.length + 1))
    index %= output.length + 1
    if (code > 0x10ffff) return undefined
    output.splice(index++, 0, code)
  }
  return String.fromCodePoint(...output)
}

function digitOf(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) return unit - 22
  if (unit >= 0x61 && unit <= 0x7a) return unit - 0x61
  return -1
}

function adaptBias(delta: number, points: number, isFirst: boolean): number {
  let rest = isFirst ? Math.floor(delta / 700) : delta >> 1
  rest += Math.floor(rest / points)
  let k = 0
  while (rest > 455) {
    rest = Math.floor(rest / 35)
    k += BASE
  }
  return k + Math.floor((36 * rest) / (rest + 38))
}
