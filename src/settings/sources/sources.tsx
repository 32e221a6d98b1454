import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { SourceView } from '../../platform/source-protocol.ts'
import { LoadFailure, type RunAction } from '../../ui/outcome.tsx'
import { quoteForeign } from '../../ui/quote-foreign.ts'
import { useServices } from '../../ui/services.ts'
import { ManagedNote, usePolicy } from '../../ui/use-policy.tsx'
import { useLive } from '../../ui/use-live.ts'
import { AddSource } from './add-source.tsx'
import { AwaitedSources } from './awaited-sources.tsx'
import { FixedSource } from './fixed-source.tsx'
import { MOVES, type Move } from './source-actions.tsx'
import { SourceRow } from './source-row.tsx'

/** While an update is under way, its progress is asked for this often. */
const PROGRESS_MS = 250

/** Where rules come from: built in, of others, and the user's own. */
export function Sources({ run }: { run: RunAction }) {
  const { call, t } = useServices()
  const { data, error, refresh } = useLive(
    useCallback(() => call('sources/list', {}), [call]),
    'polled',
  )
  const policy = usePolicy()
  const heading = useRef<HTMLHeadingElement>(null)
  const added = data?.filter(({ kind }) => kind === 'added') ?? []
  return (
    <section id="sources">
      <h2 id="sources-heading" ref={heading} tabIndex={-1}>
        {t('settings_sources')}
      </h2>
      <p class="soft">{t('sources_intro')}</p>
      <LoadFailure error={error} />
      {data !== undefined && added.length === 0 && <p class="empty">{t('sources_empty')}</p>}
      <SourceList
        sources={data ?? []}
        added={added}
        run={run}
        onRemoved={() => heading.current?.focus()}
        onChange={refresh}
      />
      <AwaitedSources wanted={policy?.policy.sources ?? []} known={added} run={run} />
      {policy?.policy.usersMayAddSources === false ? (
        <ManagedNote view={policy} />
      ) : (
        <AddSource known={added} run={run} onChange={refresh} />
      )}
    </section>
  )
}

interface ListProps {
  readonly sources: readonly SourceView[]
  readonly added: readonly SourceView[]
  readonly run: RunAction
  readonly onRemoved: () => void
  readonly onChange: () => void
}

function SourceList({ sources, added, run, onRemoved, onChange }: ListProps) {
  const { updating, update } = useUpdates(run, onChange)
  const move = useMoving(added, run, onChange)
  const isBusy = ({ id, step }: SourceView) => updating.includes(id) || step !== undefined
  usePolling(onChange, added.some(isBusy))
  return (
    <ul role="list" class="rows" aria-labelledby="sources-heading">
      {sources.map((source) =>
        source.kind === 'added' ? (
          <SourceRow
            key={source.id}
            source={source}
            place={added.indexOf(source)}
            count={added.length}
            isUpdating={isBusy(source)}
            onUpdate={(action) => update(source.id, action)}
            onMove={(direction) => move(source, direction)}
            onRemoved={onRemoved}
            run={run}
            onChange={onChange}
          />
        ) : (
          <FixedSource key={source.id} source={source} />
        ),
      )}
    </ul>
  )
}

/** Updates that were asked for here and are not answered yet. */
function useUpdates(run: RunAction, onChange: () => void) {
  const [updating, setUpdating] = useState<readonly string[]>([])
  const update = (id: string, action: () => Promise<string>) => {
    setUpdating((before) => [...before, id])
    run(async () => {
      try {
        return await action()
      } finally {
        setUpdating((before) => before.filter((one) => one !== id))
        onChange()
      }
    })
  }
  return { updating, update }
}

/** Moves a source up or down; its row takes the focus along. */
function useMoving(added: readonly SourceView[], run: RunAction, onChange: () => void) {
  const { call, t } = useServices()
  const focusAfterMove = useFocusAfterMove(added.map(({ id }) => id))
  return ({ id, name }: SourceView, direction: Move) => {
    const place = added.findIndex((one) => one.id === id) + MOVES[direction]
    const ids = added.map((one) => one.id).filter((one) => one !== id)
    ids.splice(place, 0, id)
    run(async () => {
      await call('sources/order', { ids })
      focusAfterMove({ id, direction })
      onChange()
      return t('source_moved', quoteForeign(name), place + 1, added.length)
    })
  }
}

function usePolling(refresh: () => void, isNeeded: boolean): void {
  useEffect(() => {
    if (!isNeeded) return
    const timer = setInterval(refresh, PROGRESS_MS)
    return () => clearInterval(timer)
  }, [refresh, isNeeded])
}

interface Moved {
  readonly id: string
  readonly direction: Move
}

/** A row that moves takes its button along; the focus stays on it, or on its neighbour at the end. */
function useFocusAfterMove(ids: readonly string[]): (moved: Moved) => void {
  const moved = useRef<Moved>()
  const order = ids.join(' ')
  useLayoutEffect(() => {
    if (moved.current === undefined) return
    const { id, direction } = moved.current
    moved.current = undefined
    const other = direction === 'up' ? 'down' : 'up'
    const button =
      document.getElementById(`source-${direction}-${id}`) ??
      document.getElementById(`source-${other}-${id}`)
    button?.focus()
  }, [order])
  return (next) => {
    moved.current = next
  }
}
