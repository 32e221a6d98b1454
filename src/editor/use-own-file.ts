import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { OwnFileView } from '../platform/own-rules-protocol.ts'
import { makeOwnPath } from '../packs/own/own-file-limits.ts'
import type { RunAction } from '../ui/outcome.tsx'
import { useServices } from '../ui/services.ts'
import { clearDraft, keepDraft, readDraft } from './draft.ts'

/** A version of the file that another window saved meanwhile. */
export interface OtherVersion {
  readonly text: string
  readonly changedAt: number
}

export interface OwnFileState {
  readonly path: string
  readonly text: string
  /** Rises where the text was not typed: the editor must show it. */
  readonly turn: number
  readonly isChanged: boolean
  readonly other: OtherVersion | undefined
  readonly setPath: (path: string) => void
  readonly setText: (text: string) => void
  readonly save: () => void
  /** The other window's text takes the place of this one, which can be undone in the editor. */
  readonly takeOther: () => void
  /** This text is saved over the other one. */
  readonly keepMine: () => void
  /** This text becomes a file of its own. */
  readonly keepBoth: () => void
}

interface Start {
  readonly path: string
  readonly text: string
  /** Undefined for a file that was never saved. */
  readonly saved: OwnFileView | undefined
}

interface Working {
  readonly path: string
  readonly text: string
  /** Path and version of the saved file that this text came from; null for a new one. */
  readonly from: string | null
  readonly base: number | null
}

/** The file in the editor: what is typed, what is saved, and what other windows did to it. */
export function useOwnFile(
  start: Start,
  files: readonly OwnFileView[],
  run: RunAction,
): OwnFileState {
  const { call, t } = useServices()
  const [working, setWorking] = useState<Working>(() => begin(start))
  const [saved, setSaved] = useState({ path: start.path, text: start.saved?.text ?? '' })
  const [turn, setTurn] = useState(0)
  const latest = useRef(working)
  latest.current = working
  const isChanged = working.text !== saved.text || working.path !== saved.path
  useKeptDraft(working, isChanged)
  const other = useMemo(() => findOther(working, files), [working, files])

  const store = useCallback(
    (base: number | null, from: string | null, path: string) => {
      const { text } = latest.current
      run(async () => {
        const request = { path, text, base, ...(from === null ? {} : { from }) }
        const reply = await call('own-rules/save', request)
        if ('other' in reply) return t('editor_other_version')
        const { changedAt, faults } = reply.saved
        setSaved({ path, text })
        setWorking((now) => ({ ...now, path, from: path, base: changedAt }))
        clearDraft(location.search)
        history.replaceState(null, '', `?file=${encodeURIComponent(path)}`)
        const bad = faults.filter(({ kept }) => kept !== true).length
        return bad === 0 ? t('editor_saved', path) : t('editor_saved_faulty', path, bad)
      })
    },
    [call, run, t],
  )
  const save = useCallback(() => {
    const { base, from, path } = latest.current
    store(base, from, makeOwnPath(path))
  }, [store])
  const setText = useCallback((text: string) => setWorking((now) => ({ ...now, text })), [])
  const setPath = useCallback((path: string) => setWorking((now) => ({ ...now, path })), [])
  return {
    path: working.path,
    text: working.text,
    turn,
    isChanged,
    other,
    setPath,
    setText,
    save,
    takeOther: () => {
      if (other === undefined) return
      setWorking((now) => ({ ...now, text: other.text, base: other.changedAt }))
      setSaved({ path: working.path, text: other.text })
      setTurn(turn + 1)
    },
    keepMine: () => store(other?.changedAt ?? null, working.from, makeOwnPath(working.path)),
    keepBoth: () => store(null, null, findFreePath(working.path, files)),
  }
}

function begin({ path, text, saved }: Start): Working {
  const fresh: Working = {
    path,
    text,
    from: saved === undefined ? null : path,
    base: saved?.changedAt ?? null,
  }
  const draft = readDraft(location.search)
  return draft ?? fresh
}

/** Reloading, or a browser that restarts, loses nothing; closing the tab asks first. */
function useKeptDraft(working: Working, isChanged: boolean): void {
  useEffect(() => {
    if (!isChanged) {
      clearDraft(location.search)
      return
    }
    keepDraft(location.search, working)
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [working, isChanged])
}

function findOther(
  { path, from, base, text }: Working,
  files: readonly OwnFileView[],
): OtherVersion | undefined {
  const known = files.find((file) => file.path === (from ?? path))
  if (known === undefined || known.changedAt === base || known.text === text) return undefined
  // An answer that is older than what was saved just now.
  if (base !== null && known.changedAt < base) return undefined
  return { text: known.text, changedAt: known.changedAt }
}

/** The path itself, or one with a number, under which no file is saved. */
export function findFreePath(path: string, files: readonly OwnFileView[]): string {
  const wanted = makeOwnPath(path)
  for (let count = 1; ; count += 1) {
    const free = count === 1 ? wanted : wanted.replace(/(?=\.ya?ml$)/, `_${count}`)
    if (!files.some((file) => file.path === free)) return free
  }
}
