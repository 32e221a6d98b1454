import { useRef, useState } from 'preact/hooks'
import type { SourceView } from '../../platform/source-protocol.ts'
import type { RunAction } from '../../ui/outcome.tsx'
import { quoteForeign } from '../../ui/quote-foreign.ts'
import { useServices } from '../../ui/services.ts'
import { Question } from '../question.tsx'
import { updateSource } from './update-source.ts'

/** Where a place in the order leads. */
export const MOVES = { up: -1, down: 1 } as const
export type Move = keyof typeof MOVES

export interface ActionProps {
  readonly source: SourceView
  /** From 0, among `count` added sources. */
  readonly place: number
  readonly count: number
  readonly isUpdating: boolean
  readonly onUpdate: (action: () => Promise<string>) => void
  readonly onMove: (direction: Move) => void
  readonly onRemoved: () => void
  readonly run: RunAction
  readonly onChange: () => void
}

/** Updates, moves and removes a source; removing asks once more. */
export function SourceActions({ nameId, ...props }: ActionProps & { readonly nameId: string }) {
  const { source, isUpdating, onUpdate, onRemoved, run, onChange } = props
  const { id, name, managed } = source
  const services = useServices()
  const { call, t } = services
  const [isAsking, setAsking] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const update = () => {
    if (!isUpdating) onUpdate(() => updateSource(services, source))
  }
  const cancel = () => {
    setAsking(false)
    opener.current?.focus()
  }
  const remove = () => {
    cancel()
    run(async () => {
      await call('sources/remove', { id })
      // Before its row goes and takes the focus along.
      onRemoved()
      onChange()
      return t('source_removed', quoteForeign(name))
    })
  }
  return (
    <>
      <div class="actions">
        <button type="button" aria-describedby={nameId} aria-disabled={isUpdating} onClick={update}>
          {t('source_update')}
        </button>
        {managed === undefined && <MoveButtons {...props} nameId={nameId} />}
        {managed === undefined && (
          <button
            type="button"
            ref={opener}
            aria-describedby={nameId}
            aria-expanded={isAsking}
            onClick={() => setAsking(!isAsking)}
          >
            {t('source_remove')}
          </button>
        )}
      </div>
      {isAsking && (
        <Question
          yes={t('source_remove_yes')}
          no={t('source_remove_no')}
          onYes={remove}
          onNo={cancel}
        >
          {t('source_remove_question', quoteForeign(name))}
        </Question>
      )}
    </>
  )
}

type MoveProps = Pick<ActionProps, 'source' | 'place' | 'count' | 'onMove'> & {
  readonly nameId: string
}

function MoveButtons({ source: { id }, place, count, nameId, onMove }: MoveProps) {
  const { t } = useServices()
  const moves = [
    ['up', 'source_up', place > 0],
    ['down', 'source_down', place < count - 1],
  ] as const
  return (
    <>
      {moves.map(
        ([direction, key, isPossible]) =>
          isPossible && (
            <button
              key={direction}
              type="button"
              id={`source-${direction}-${id}`}
              aria-describedby={nameId}
              onClick={() => onMove(direction)}
            >
              {t(key)}
            </button>
          ),
      )}
    </>
  )
}
