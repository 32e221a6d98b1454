import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Moment } from '../../platform/inbox-protocol.ts'
import type { FlaggedEntry } from '../../platform/schema/views.ts'
import { describeError } from '../describe-error.ts'
import { runInChunks } from '../review/in-chunks.ts'
import { useServices, type Services } from '../services.ts'
import { DEFAULT_REDACTION, type HandOverContent, type RedactionChoice } from './handed-message.ts'
import { makeFile, type Form, type HandedFile } from './make-file.ts'
import { listOwnWords, redactEntry } from './redact.ts'

/** Of more messages the timelines are left out: each would have to be asked for. */
const MAX_TIMELINES = 20

interface Wanted {
  readonly keys: readonly string[]
  readonly withPrivate: boolean
  readonly siteName: (site: string) => string
}

export interface HandOverState {
  /** Undefined while they are loaded. */
  readonly entries: readonly FlaggedEntry[] | undefined
  readonly error: string | undefined
  readonly form: Form
  readonly setForm: (form: Form) => void
  readonly choice: RedactionChoice
  readonly change: (part: Partial<RedactionChoice>) => void
  readonly content: HandOverContent | undefined
  /** What would leave now; null where the form holds nothing, undefined while it is being made. */
  readonly file: HandedFile | null | undefined
}

/** Messages that the user hands over, redacted and written as chosen. */
export function useHandOver(wanted: Wanted): HandOverState {
  const services = useServices()
  const [loaded, setLoaded] = useState<Loaded>()
  const [error, setError] = useState<string>()
  const [form, setForm] = useState<Form>('team')
  const [choice, setChoice] = useState(DEFAULT_REDACTION)
  const { keys, withPrivate } = wanted
  useEffect(() => {
    load(services, keys, withPrivate).then(
      (found) => {
        setLoaded(found)
        setChoice((before) => ({ ...before, ownWords: listOwnWords(found.entries) }))
      },
      (reason: unknown) => setError(describeError(reason)),
    )
  }, [services, keys, withPrivate])
  const content = useMemo(
    () => loaded && makeContent(loaded, choice, services, wanted.siteName),
    [loaded, choice, services],
  )
  const file = useFile(content, form, services)
  const change = (part: Partial<RedactionChoice>) => setChoice((before) => ({ ...before, ...part }))
  return { entries: loaded?.entries, error, form, setForm, choice, change, content, file }
}

interface Loaded {
  readonly entries: readonly FlaggedEntry[]
  readonly moments: ReadonlyMap<string, readonly Moment[]>
}

async function load(
  { call }: Services,
  keys: readonly string[],
  withPrivate: boolean,
): Promise<Loaded> {
  const { answers: entries, reason } = await runInChunks(keys, (chunk) =>
    call('inbox/entries', { keys: chunk, withPrivate }),
  )
  if (reason !== undefined) throw new Error(reason)
  const moments = new Map<string, readonly Moment[]>()
  for (const { key } of entries.length > MAX_TIMELINES ? [] : entries) {
    const conversation = await call('inbox/conversation', { key })
    moments.set(key, conversation?.moments.filter(({ elsewhere }) => !elsewhere) ?? [])
  }
  return { entries, moments }
}

function makeContent(
  { entries, moments }: Loaded,
  choice: RedactionChoice,
  { version }: Services,
  siteName: (site: string) => string,
): HandOverContent {
  const messages = entries.map((entry) =>
    redactEntry(entry, { choice, siteName, moments: moments.get(entry.key) ?? [] }),
  )
  return { messages, choice, createdAt: new Date().toISOString(), version }
}

/** Writing takes a moment; what an older choice would have given is thrown away. */
function useFile(
  content: HandOverContent | undefined,
  form: Form,
  { t, direction }: Services,
): HandedFile | null | undefined {
  const [file, setFile] = useState<HandedFile | null>()
  useEffect(() => {
    if (content === undefined) return
    let isWanted = true
    setFile(undefined)
    void makeFile(form, content, { t, direction }).then((made) => {
      if (isWanted) setFile(made ?? null)
    })
    return () => {
      isWanted = false
    }
  }, [content, form, t, direction])
  return file
}
