import type { Evidence } from '../../engine/verdict.ts'
import { ForeignText } from '../../ui/foreign-text.tsx'

interface Props {
  readonly text: string
  /** Places in this text. */
  readonly evidence: readonly Evidence[]
}

/** A text with evidence marked in it. */
export function MarkedText({ text, evidence }: Props) {
  return (
    <>
      {cutAtEvidence(text, evidence).map(({ start, end, isMarked }) => {
        const part = <ForeignText key={start} text={text.slice(start, end)} />
        return isMarked ? <mark key={start}>{part}</mark> : part
      })}
    </>
  )
}

interface Part {
  readonly start: number
  readonly end: number
  readonly isMarked: boolean
}

/** The whole text in parts, in order; places that overlap become one. */
export function cutAtEvidence(
  text: string,
  evidence: readonly Pick<Evidence, 'start' | 'end'>[],
): Part[] {
  const parts: Part[] = []
  let at = 0
  for (const { start, end } of [...evidence].sort((a, b) => a.start - b.start)) {
    const from = Math.max(start, at)
    const to = Math.min(end, text.length)
    if (to <= from) continue
    if (from > at) parts.push({ start: at, end: from, isMarked: false })
    parts.push({ start: from, end: to, isMarked: true })
    at = to
  }
  if (at < text.length) parts.push({ start: at, end: text.length, isMarked: false })
  return parts
}
