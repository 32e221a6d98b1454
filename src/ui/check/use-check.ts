import { useCallback, useRef, useState } from 'preact/hooks'
import { isFlagged } from '../../engine/verdict.ts'
import type { FileFault, FileItem } from '../../platform/mail/read-file.ts'
import type { MessageView } from '../../platform/schema/views.ts'
import type { RunAction } from '../outcome.tsx'
import { useServices, type Caller } from '../services.ts'

/** Messages of one check, and the length of their texts together; what is more is named as left out. */
const MAX_MESSAGES = 500
const MAX_CHARACTERS = 16_000_000

export interface CheckedMessage {
  /** Name of the file, and the number in it; `''` for what was pasted. */
  readonly place: string
  readonly view: MessageView
}

export interface CheckFault {
  readonly place: string
  readonly fault: FileFault | { readonly kind: 'rest'; readonly read: number }
}

export interface Checked {
  readonly messages: readonly CheckedMessage[]
  readonly faults: readonly CheckFault[]
}

export interface Check {
  /** The last result; nothing before the first. */
  readonly checked: Checked | undefined
  readonly isBusy: boolean
  readonly checkFiles: (files: readonly File[]) => void
  /** `html`: the same text as its page had it, for its links; `''` where there is none. */
  readonly checkText: (text: string, html: string) => void
}

/** Has messages read and judged that the user picked; nothing of them is kept. */
export function useCheck(run: RunAction): Check {
  const { call, t } = useServices()
  const [checked, setChecked] = useState<Checked>()
  const [isBusy, setBusy] = useState(false)
  const turn = useRef(0)
  const check = useCallback(
    (read: (reader: Reader) => AsyncIterable<FileItem>) => {
      const own = ++turn.current
      setBusy(true)
      run(async () => {
        try {
          const result = await judgeItems(call, read(await loadReader()))
          if (own === turn.current) setChecked(result)
          const flagged = result.messages.filter(({ view }) => isFlagged(view.verdict.level))
          return t('check_done', result.messages.length, flagged.length, result.faults.length)
        } finally {
          if (own === turn.current) setBusy(false)
        }
      })
    },
    [call, run, t],
  )
  const checkFiles = useCallback(
    (files: readonly File[]) => check((reader) => readAll(reader, files)),
    [check],
  )
  const checkText = useCallback(
    (text: string, html: string) => check((reader) => readOne(reader, text, html)),
    [check],
  )
  return { checked, isBusy, checkFiles, checkText }
}

type Reader = typeof import('../../platform/mail/read-file.ts')

/** The parsers are loaded when they are needed, so that the popup opens without them. */
function loadReader(): Promise<Reader> {
  return import('../../platform/mail/read-file.ts')
}

async function* readAll(reader: Reader, files: readonly File[]): AsyncGenerator<FileItem> {
  for (const file of files) yield* reader.readMessageFile(file)
}

async function* readOne(reader: Reader, text: string, html: string): AsyncGenerator<FileItem> {
  const item = await reader.readPasted(text, html, crypto.randomUUID())
  yield { ...item, place: '' }
}

type GoodItem = Extract<FileItem, { message: unknown }>

async function judgeItems(call: Caller, items: AsyncIterable<FileItem>): Promise<Checked> {
  const good: GoodItem[] = []
  const faults: CheckFault[] = []
  let length = 0
  for await (const item of items) {
    if ('fault' in item) {
      faults.push(item)
      continue
    }
    length += sizeOf(item)
    if (good.length >= MAX_MESSAGES || length > MAX_CHARACTERS) {
      faults.push({ place: item.place, fault: { kind: 'rest', read: good.length } })
      break
    }
    good.push(item)
  }
  const views = await call('check/messages', { items: good.map(toRequest) })
  const messages: CheckedMessage[] = []
  good.forEach(({ place }, index) => {
    const view = views[index]
    if (view) messages.push({ place, view })
    else faults.push({ place, fault: { kind: 'large' } })
  })
  return { messages, faults }
}

function toRequest({ message, unread }: GoodItem) {
  return {
    message,
    ...(unread === undefined ? {} : { unread: unread.map((part) => ({ ...part })) }),
  }
}

function sizeOf({ message: { text, quoted = '', hidden = '' } }: GoodItem): number {
  return text.length + quoted.length + hidden.length
}
