import { isCheckedDefinition, isTable } from '../sites/checked-definition.ts'
import type { Notice, PageReplies } from './page-protocol.ts'
import type { Warning } from './schema/views.ts'

/**
 * What a script in a page is answered and told, checked by hand: the schemas are too heavy to run in
 * every page. The panel, which shows warnings, parses each with the whole schema.
 */
export const REPLY_CHECKS: {
  readonly [N in keyof PageReplies]: (value: unknown) => value is PageReplies[N]
} = {
  'page/hello': (value) => Array.isArray(value) && value.every(isCheckedDefinition),
  'page/read': isReadReply,
}

export function isNotice(value: unknown): value is Notice {
  if (!isTable(value)) return false
  const { notice } = value
  return notice === 'reread' || notice === 'stop' || (notice === 'warnings' && isReadReply(value))
}

/** The data of an answer that says it went well; undefined of any other. */
export function takeData(answer: unknown): unknown {
  return isTable(answer) && answer['ok'] === true ? answer['data'] : undefined
}

function isReadReply(value: unknown): value is PageReplies['page/read'] {
  if (!isTable(value)) return false
  const { warnings, clear } = value
  return Array.isArray(warnings) && warnings.every(isWarning) && Array.isArray(clear)
}

function isWarning(value: unknown): value is Warning {
  return (
    isTable(value) &&
    isText(value['key']) &&
    isTable(value['verdict']) &&
    isText(value['verdict']['id'])
  )
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}
