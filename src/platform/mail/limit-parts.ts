export interface LimitedMail {
  readonly bytes: Uint8Array
  /** Why the mail was cut, if it was. */
  readonly cut?: string
}

const MAX_BYTES = 64 * 1024 * 1024
const MAX_PARTS = 500
/** RFC 2046 allows 70. */
const MAX_BOUNDARY = 200
const MAX_BOUNDARIES = 500

/**
 * Cuts a mail to what can be parsed in bounded time. The parser takes seconds for many parts and
 * for long boundaries, and once its own limits are hit it gives back nothing at all.
 */
export function limitParts(bytes: Uint8Array): LimitedMail {
  const within = bytes.length > MAX_BYTES ? bytes.subarray(0, MAX_BYTES) : bytes
  const text = new TextDecoder('latin1').decode(within)
  const boundaries = findBoundaries(text)
  const end = findEnd(text, boundaries)
  if (end < text.length) {
    return { bytes: within.subarray(0, end), cut: `only the first ${MAX_PARTS} parts were read` }
  }
  if (within === bytes) return { bytes }
  return {
    bytes: within,
    cut: `only the first 64 of ${Math.ceil(bytes.length / 1048576)} MB were read`,
  }
}

function findBoundaries(text: string): Set<string> {
  const boundaries = new Set<string>()
  for (const match of text.matchAll(/\bboundary\s*=\s*(?:"([^"\r\n]+)"|([^\s;"]+))/gi)) {
    const boundary = match[1] ?? match[2] ?? ''
    boundaries.add(boundary.slice(0, MAX_BOUNDARY))
    if (boundaries.size >= MAX_BOUNDARIES) break
  }
  return boundaries
}

/** Offset at which part number `MAX_PARTS` ends. */
function findEnd(text: string, boundaries: ReadonlySet<string>): number {
  if (boundaries.size === 0) return text.length
  let parts = 0
  for (let at = text.indexOf('\n--'); at >= 0; at = text.indexOf('\n--', at + 1)) {
    const line = text.slice(at + 3, at + 3 + MAX_BOUNDARY + 4).split(/[\r\n]/, 1)[0] ?? ''
    if (boundaries.has(line.trimEnd().slice(0, MAX_BOUNDARY))) parts += 1
    if (parts > MAX_PARTS) return at
  }
  return text.length
}
