import { isList } from '../parse-list.ts'
import { faultAt } from '../parse-rule.ts'
import type { RuleFile } from '../read-pack.ts'
import { readYaml, type FileFault, type YamlDocument } from '../read-yaml.ts'
import { isFields, type Fields } from '../rule-fields.ts'

const DAY = /^\d{4}-\d{2}-\d{2}$/
const MIN_SOURCE = 10

/** A list is trusted: each says where it comes from and of which day it is. */
export function checkLists(files: readonly RuleFile[]): FileFault[] {
  return files
    .filter(({ path }) => path.split('/').includes('lists'))
    .flatMap(({ path, text }) => readYaml(path, text).documents)
    .flatMap((document) => {
      const fields = document.value
      return isFields(fields) && isList(fields) ? checkList(document, fields) : []
    })
}

function checkList(document: YamlDocument, fields: Fields): FileFault[] {
  const faults: FileFault[] = []
  const { source, date, organisations } = fields
  // Organisations may each name their own source instead; without any they do not load.
  if (organisations === undefined && !isSource(source)) {
    faults.push(faultAt(document, ['source'], 'source: must say where the entries come from'))
  }
  if (typeof date !== 'string' || !DAY.test(date)) {
    faults.push(faultAt(document, ['date'], 'date: is missing (YYYY-MM-DD)'))
  }
  if (Array.isArray(organisations)) faults.push(...findRepeated(document, organisations))
  return faults
}

function isSource(value: unknown): boolean {
  return typeof value === 'string' && value.trim().length >= MIN_SOURCE
}

/** The second entry of one name would silently double the first. */
function findRepeated(document: YamlDocument, organisations: readonly unknown[]): FileFault[] {
  const seen = new Set<unknown>()
  return organisations.flatMap((item, index) => {
    const name = isFields(item) ? item.name : undefined
    const isNew = name === undefined || !seen.has(name)
    seen.add(name)
    if (isNew) return []
    const at = ['organisations', index, 'name']
    return [
      faultAt(
        document,
        at,
        `${at.join('.')}: "${typeof name === 'string' ? name : ''}" is listed twice`,
      ),
    ]
  })
}
