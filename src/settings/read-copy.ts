import * as v from 'valibot'
import { COPY_FORMAT, COPY_VERSION, MAX_RECORDS } from '../platform/data-protocol.ts'
import { MAX_OWN_FILES } from '../packs/own/own-file-limits.ts'
import { ownFileSchema } from '../platform/own-rules-protocol.ts'
import { describeError } from '../ui/describe-error.ts'
import type { Services } from '../ui/services.ts'

/** Bytes: more than ten thousand messages and their memory ever are. */
const MAX_BYTES = 200_000_000
const MAX_NAME = 60

const headSchema = v.object({
  format: v.literal(COPY_FORMAT),
  version: v.pipe(v.number(), v.maxValue(COPY_VERSION)),
  settings: v.exactOptional(v.unknown()),
  sites: v.exactOptional(v.unknown()),
  senders: v.exactOptional(v.unknown()),
  ownRules: v.fallback(v.array(v.unknown()), []),
  inbox: v.fallback(v.array(v.unknown()), []),
  memory: v.fallback(v.array(v.unknown()), []),
})

/** What became of a copy. */
export interface CopyResult {
  /** Messages that are new here, and that were here before. */
  readonly added: number
  readonly known: number
  /** Messages of which memory is new here. */
  readonly remembered: number
  /** What was skipped: its place, what it is, and what is wrong with it. */
  readonly faults: readonly string[]
  /** Match patterns that need the browser's permission. */
  readonly missing: readonly string[]
}

/** Reads a copy back in, part by part: what is damaged is named and loses nothing else. */
export async function readCopy(services: Services, file: File): Promise<CopyResult> {
  const { call, t } = services
  if (file.size > MAX_BYTES) throw new Error(t('data_too_large', file.name, '200 MB'))
  const copy = v.safeParse(headSchema, parseJson(await file.text(), t('data_not_json', file.name)))
  if (!copy.success) throw new Error(t('data_wrong_format', file.name))
  const { inbox, memory, ownRules, settings, sites, senders } = copy.output
  const taken = await takeAll(services, 'inbox', inbox)
  const remembered = await takeAll(services, 'memory', memory)
  const ruleFaults = await takeOwnRules(services, ownRules)
  const choices = await call('data/take-choices', { settings, sites, senders })
  return {
    added: taken.added,
    known: taken.known,
    remembered: remembered.added,
    faults: [...taken.faults, ...remembered.faults, ...ruleFaults, ...choices.faults],
    missing: choices.missing,
  }
}

async function takeAll(
  { call }: Services,
  part: 'inbox' | 'memory',
  items: readonly unknown[],
): Promise<{ added: number; known: number; faults: string[] }> {
  const sum = { added: 0, known: 0, faults: [] as string[] }
  for (let at = 0; at < items.length; at += MAX_RECORDS) {
    const chunk = items.slice(at, at + MAX_RECORDS)
    const { added, known, faults } = await call('data/take', { part, items: chunk })
    sum.added += added
    sum.known += known
    for (const { index, reason } of faults) {
      sum.faults.push(`${part}[${at + index}]${nameItem(chunk[index])}: ${reason}`)
    }
  }
  return sum
}

/** Rule files of the copy come beside those that are here; answers what was skipped. */
async function takeOwnRules({ call }: Services, items: readonly unknown[]): Promise<string[]> {
  const faults: string[] = []
  const files = items.flatMap((item, index) => {
    const file = v.safeParse(ownFileSchema, item)
    if (file.success) return [file.output]
    faults.push(`ownRules[${index}]: ${v.getDotPath(file.issues[0]) ?? 'no rule file'}`)
    return []
  })
  if (files.length === 0) return faults
  try {
    await call('own-rules/take', { files: files.slice(0, MAX_OWN_FILES) })
  } catch (error) {
    faults.push(`ownRules: ${describeError(error)}`)
  }
  const left = files.length - MAX_OWN_FILES
  return left > 0 ? [...faults, `ownRules: ${left} files too many`] : faults
}

function parseJson(text: string, fault: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(fault)
  }
}

/** Who wrote the message, where the entry says so. */
function nameItem(item: unknown): string {
  const named = v.safeParse(v.object({ view: v.object({ sender: v.string() }) }), item)
  return named.success ? ` (${named.output.view.sender.slice(0, MAX_NAME)})` : ''
}
