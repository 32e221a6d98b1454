import { makeOwnPath, MAX_OWN_TEXT } from '../../packs/own/own-file-limits.ts'
import { readYaml } from '../../packs/read-yaml.ts'
import type { Services } from '../../ui/services.ts'
import { unbundleFiles } from './bundle-files.ts'

/** Something to say about a file that was chosen. */
export interface ImportResult {
  readonly name: string
  readonly note: string
}

interface Imported {
  readonly taken: number
  readonly refused: number
  readonly notes: readonly ImportResult[]
}

/** Bytes of a file that is looked at: a bundle of all that may be kept. */
const MAX_BYTES = 4_000_000

/** Reads rule files: the bad ones are named and the good ones taken. */
export async function importFiles(
  { call, t }: Services,
  chosen: readonly File[],
): Promise<Imported> {
  const notes: ImportResult[] = []
  const files: { path: string; text: string; paused: boolean }[] = []
  for (const file of chosen) {
    if (file.size > MAX_BYTES) {
      notes.push({ name: file.name, note: t('own_import_large') })
      continue
    }
    for (const { path, text } of unbundleFiles(file.name, await file.text())) {
      const reason = findReason(path, text)
      if (reason === undefined) files.push({ path: makeOwnPath(path), text, paused: false })
      else notes.push({ name: path, note: reason === '' ? t('own_import_large') : reason })
    }
  }
  const refused = notes.length
  if (files.length === 0) return { taken: 0, refused, notes }
  const taken = await call('own-rules/take', { files })
  taken.forEach(({ path, isNew }, index) => {
    const wanted = files[index]?.path ?? path
    if (!isNew) notes.push({ name: wanted, note: t('own_import_same') })
    else if (path !== wanted) notes.push({ name: wanted, note: t('own_import_renamed', path) })
  })
  notes.push(...(await listFaults({ call, t }, new Set(taken.map(({ path }) => path)))))
  return { taken: taken.filter(({ isNew }) => isNew).length, refused, notes }
}

/** Why nothing of a text can be read; '' where it is too long. */
function findReason(path: string, text: string): string | undefined {
  if (text.length > MAX_OWN_TEXT) return ''
  const { documents, faults } = readYaml(path, text)
  if (documents.length > 0) return undefined
  const [fault] = faults
  return fault === undefined ? 'holds no rule' : `${fault.line}: ${fault.message}`
}

async function listFaults(
  { call, t }: Pick<Services, 'call' | 't'>,
  paths: ReadonlySet<string>,
): Promise<ImportResult[]> {
  const files = (await call('own-rules/list', {})).filter(({ path }) => paths.has(path))
  return files.flatMap(({ path, faults }) =>
    faults
      .filter(({ kept }) => kept !== true)
      .map(({ line, message }) => ({ name: path, note: `${t('editor_line', line)}: ${message}` })),
  )
}
