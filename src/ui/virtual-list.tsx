import type { ComponentChildren } from 'preact'
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'

/** Up to so many rows all are drawn: a page's own search then finds every one. */
const ALL = 50
/** Pixels of a row that was not drawn yet, and drawn beyond both edges of the window. */
const ESTIMATE = 200
const OVERSCAN = 1_000
const GAP = 8

interface Props {
  readonly count: number
  readonly labelledBy: string
  /** The row as an `li`. */
  readonly drawRow: (index: number) => ComponentChildren
  /** Row that must be drawn at first. */
  readonly firstRow: number
  /** Rows that are drawn now: from `start` up to but not including `end`. */
  readonly onRange: (start: number, end: number) => void
}

interface Range {
  readonly start: number
  readonly end: number
}

/** A list of any length of which only the rows near the window are drawn. Rows may differ in height. */
export function VirtualList({ count, labelledBy, drawRow, firstRow, onRange }: Props) {
  const list = useRef<HTMLUListElement>(null)
  const heights = useRef(new Map<number, number>())
  const [range, setRange] = useState<Range>(() => around(firstRow))
  const shown = count <= ALL ? { start: 0, end: count } : limit(range, count)
  const heightOf = (index: number) => heights.current.get(index) ?? ESTIMATE
  const look = useLook(list, count, heightOf, setRange)

  useLayoutEffect(() => {
    const rows = [...(list.current?.children ?? [])]
    rows.forEach((row, index) => {
      // What stands in for a row that is still being fetched says nothing of its height.
      const isDrawn = row.getAttribute('aria-hidden') !== 'true'
      const height = row.getBoundingClientRect().height
      if (isDrawn && height > 0) heights.current.set(shown.start + index, height + GAP)
    })
  })
  useEffect(() => onRange(shown.start, shown.end), [onRange, shown.start, shown.end])
  useLayoutEffect(() => {
    const top = list.current?.getBoundingClientRect().top ?? 0
    if (firstRow > 0 && count > ALL) scrollBy(0, top + sum(heightOf, 0, firstRow))
  }, [])
  useEffect(() => {
    // Rows around a wanted one stay until the page was scrolled to them.
    if (firstRow === 0) look()
  }, [look, count, firstRow])

  const rows = Array.from({ length: shown.end - shown.start }, (_, index) => shown.start + index)
  return (
    <ul
      role="list"
      class="cards"
      ref={list}
      aria-labelledby={labelledBy}
      style={{
        paddingBlockStart: `${sum(heightOf, 0, shown.start)}px`,
        paddingBlockEnd: `${sum(heightOf, shown.end, count)}px`,
      }}
    >
      {rows.map(drawRow)}
    </ul>
  )
}

/** Finds the rows near the window: at once when called, and whenever it scrolls or a row grows. */
function useLook(
  list: { readonly current: HTMLUListElement | null },
  count: number,
  heightOf: (index: number) => number,
  setRange: (change: (before: Range) => Range) => void,
): () => void {
  const look = useCallback(() => {
    const element = list.current
    if (element === null || count <= ALL) return
    const top = -element.getBoundingClientRect().top
    const next = findRange(heightOf, count, top - OVERSCAN, top + innerHeight + OVERSCAN)
    setRange((before) => (before.start === next.start && before.end === next.end ? before : next))
    // Heights live in a ref that `heightOf` reads anew each time.
  }, [count])
  useEffect(() => {
    const element = list.current
    if (element === null) return
    const observer = new ResizeObserver(look)
    observer.observe(element)
    addEventListener('scroll', look, { passive: true })
    addEventListener('resize', look, { passive: true })
    return () => {
      observer.disconnect()
      removeEventListener('scroll', look)
      removeEventListener('resize', look)
    }
  }, [look])
  return look
}

/** Rows that lie between two places, in pixels from the top of the list. */
export function findRange(
  heightOf: (index: number) => number,
  count: number,
  from: number,
  to: number,
): Range {
  let start = 0
  let top = 0
  while (start < count - 1 && top + heightOf(start) <= from) {
    top += heightOf(start)
    start += 1
  }
  let end = start
  while (end < count && top < to) {
    top += heightOf(end)
    end += 1
  }
  return { start, end: Math.max(end, Math.min(start + 1, count)) }
}

function around(row: number): Range {
  return { start: Math.max(row - 10, 0), end: Math.max(row - 10, 0) + 25 }
}

/** After a filter the list may be shorter than what was drawn. */
function limit({ start, end }: Range, count: number): Range {
  const last = Math.min(end, count)
  return { start: Math.min(start, Math.max(last - 1, 0)), end: last }
}

function sum(heightOf: (index: number) => number, start: number, end: number): number {
  let height = 0
  for (let index = start; index < end; index += 1) height += heightOf(index)
  return height
}
