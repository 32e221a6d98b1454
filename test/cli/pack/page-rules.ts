import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const PAGE = join(import.meta.dirname, '../../../docs/packs.md')

export interface PageRule {
  /** Below the rule folder. */
  readonly path: string
  readonly text: string
}

/** Rules that the publisher's page gives as examples: YAML whose first line names its file. */
export function listPageRules(): PageRule[] {
  const blocks = readFileSync(PAGE, 'utf8').matchAll(/```yaml\n# our-rules\/(\S+)\n(.*?)```/gs)
  return [...blocks].map(([, path = '', text = '']) => ({ path, text }))
}
