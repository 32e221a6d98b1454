import type { ParsedRule } from '../parse-rule.ts'
import type { PackContents } from '../read-pack.ts'
import { borrowRules } from './borrow-rules.ts'
import type { KnownRules } from './known-rules.ts'

/**
 * Adds the known rules that these build on and do not bring along, as a reader that has both would
 * see them. They have no examples, and `BORROWED` for a path.
 */
export function borrowMissing(contents: PackContents, known: KnownRules): PackContents {
  const own = new Set(contents.rules.flatMap(({ rule: { id, name } }) => [id, name]))
  const isMissing = ({ id, name }: ParsedRule['rule']) => !own.has(id) && !own.has(name)
  const missing = {
    lists: known.lists,
    signals: known.signals.filter(isMissing),
    stories: known.stories.filter(isMissing),
    exceptions: known.exceptions.filter(isMissing),
  }
  return { ...contents, rules: [...contents.rules, ...borrowRules(contents.rules, missing)] }
}
