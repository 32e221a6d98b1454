import { isFlagged, type Level } from '../engine/verdict.ts'
import { useServices } from './services.ts'
import { nameLevel } from './words.ts'

/** A shape for each level, so that none is told by colour alone. */
const SHAPES: Readonly<Record<Level, string>> = {
  none: 'M8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3Zm0 1.6a3.4 3.4 0 1 1 0 6.8 3.4 3.4 0 0 1 0-6.8Z',
  low: 'M8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3Z',
  medium: 'M8 1.5 15.2 14H.8Z',
  high: 'M8 .8 15.2 8 8 15.2.8 8Z',
  critical: 'M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1Z',
}

/** `M7.2…`: an exclamation mark cut out of the shape of a flagged level. */
const MARK = 'M7.2 5h1.6l-.3 4.6h-1Zm.8 5.4a.95.95 0 1 1 0 1.9.95.95 0 0 1 0-1.9Z'

export function LevelMark({ level }: { level: Level }) {
  const { t } = useServices()
  return (
    <span class="level" data-level={level}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
        <path d={SHAPES[level]} fill="currentColor" />
        {isFlagged(level) && <path d={MARK} class="level-cut" />}
      </svg>
      <span>{t('level_line', nameLevel(t, level))}</span>
    </span>
  )
}
