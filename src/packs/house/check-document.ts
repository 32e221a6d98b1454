import { takeFileName } from '../parse-rule.ts'
import { breach, type Breach, type RuleUnderCheck } from './place.ts'

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const DAY = /^\d{4}-\d{2}-\d{2}$/
const MIN_NAME = 10
/** The specification counts the ending `.yml` too. */
const MAX_NAME = 66
const FOLDERS = { signal: 'signals', story: 'stories', exception: 'exceptions' } as const

/** Sigma's fields and ours; a mistyped one would be ignored in silence. */
const KNOWN_FIELDS: ReadonlySet<string> = new Set([
  'title',
  'id',
  'name',
  'related',
  'taxonomy',
  'status',
  'description',
  'license',
  'references',
  'author',
  'date',
  'modified',
  'logsource',
  'detection',
  'correlation',
  'filter',
  'generate',
  'fields',
  'falsepositives',
  'level',
  'tags',
  'scope',
  'stage',
  'headline',
  'explain',
  'innocent',
  'advice',
  'languages',
  'alone',
  'tests',
])

/** Name, place, id and fields of a rule's file. */
export function checkDocument({ parsed }: RuleUnderCheck): Breach[] {
  const { document, fields, kind } = parsed
  const file = takeFileName(document.path)
  const breaches: Breach[] = []
  if (document.count > 1) breaches.push(breach([], 'one rule a file'))
  if (!/^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/.test(file)) {
    breaches.push(breach([], `the file name "${file}" is not lower_case_with_underscores`))
  }
  if (file.length < MIN_NAME || file.length > MAX_NAME) {
    breaches.push(
      breach([], `the file name "${file}" must have ${MIN_NAME} to ${MAX_NAME} characters`),
    )
  }
  if (fields.name !== file) breaches.push(breach('name', `must be the file's name, "${file}"`))
  if (typeof fields.id !== 'string' || !UUID_V4.test(fields.id)) {
    breaches.push(breach('id', 'must be a UUID of version 4 in lower case'))
  }
  if (typeof fields.date !== 'string' || !DAY.test(fields.date)) {
    breaches.push(breach('date', 'is missing (YYYY-MM-DD)'))
  }
  if (!document.path.split('/').includes(FOLDERS[kind])) {
    breaches.push(breach([], `belongs below ${FOLDERS[kind]}/`))
  }
  for (const field of Object.keys(fields)) {
    if (!KNOWN_FIELDS.has(field)) breaches.push(breach(field, 'is no known field'))
  }
  return breaches
}
