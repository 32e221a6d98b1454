/**
 * Where a frame stands in its page: the places among the frames of each parent, from the top down
 * (`0.1`); empty for the top. Frames of other origins tell no more of themselves.
 */
export function findFramePath(frame: Window | null): string {
  const path: number[] = []
  for (let at = frame; at !== null && at !== at.parent; at = at.parent) {
    let index = 0
    while (index < at.parent.length && at.parent[index] !== at) index++
    path.unshift(index)
  }
  return path.join('.')
}
