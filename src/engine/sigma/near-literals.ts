import type { RE2JS } from 're2js'

/** Searching this share of a text in pieces is no faster than searching it as a whole. */
const MAX_SHARE = 0.6

/**
 * Whether an expression may fit: it is tried only where a match can reach, around the rarest of the
 * texts that each match must hold. `needed`: lists of folded texts, of each of which it holds one;
 * `reach`: the longest match in UTF-16 units. Now and then a yes is wrong, since pieces have ends of their own.
 */
export function mayFitNear(
  regex: RE2JS,
  text: string,
  folded: string,
  needed: readonly (readonly string[])[],
  reach: number,
): boolean {
  let rarest: number[] | undefined
  for (const literals of needed) {
    const places = findPlaces(folded, literals)
    if (places.length === 0) return false
    if (rarest === undefined || places.length < rarest.length) rarest = places
  }
  if (rarest === undefined) return regex.test(text)
  const pieces = joinPieces(rarest, reach, text.length)
  const size = pieces.reduce((sum, [start, end]) => sum + end - start, 0)
  if (size > text.length * MAX_SHARE) return regex.test(text)
  return pieces.some(([start, end]) => regex.test(text.slice(start, end)))
}

/** Where any of the literals begins, in order. */
function findPlaces(folded: string, literals: readonly string[]): number[] {
  const places: number[] = []
  for (const literal of literals) {
    for (let at = folded.indexOf(literal); at >= 0; at = folded.indexOf(literal, at + 1)) {
      places.push(at)
    }
  }
  return places.sort((a, b) => a - b)
}

/**
 * Parts of a text that hold every match which ends at one of the places, or up to `behind` units behind
 * it, with one unit more on either side. The places come in order.
 */
export function joinWindows(
  ends: readonly number[],
  { reach, behind }: { readonly reach: number; readonly behind: number },
  length: number,
): [number, number][] {
  const windows: [number, number][] = []
  for (const place of ends) {
    const start = Math.max(0, place - reach - 1)
    const end = Math.min(length, place + behind + 1)
    const last = windows.at(-1)
    if (last !== undefined && start <= last[1]) last[1] = end
    else windows.push([start, end])
  }
  return windows
}

/** What a match that holds one of the places can take, with one unit more on either side. */
function joinPieces(places: readonly number[], reach: number, length: number): [number, number][] {
  const pieces: [number, number][] = []
  for (const place of places) {
    const start = Math.max(0, place - reach - 1)
    const end = Math.min(length, place + reach + 1)
    const last = pieces.at(-1)
    if (last !== undefined && start <= last[1]) last[1] = end
    else pieces.push([start, end])
  }
  return pieces
}
