import type { Scope, Source } from './definition.ts'
import { extractors } from './extractors.ts'

/** A source as it is worked with for every message. */
export interface CompiledSource {
  readonly isOfPane: boolean
  /** What the extractor reads: `text`, `url`, `title` or an attribute. */
  readonly from: 'text' | 'url' | 'title' | 'attribute'
  readonly attribute: string
  extract(value: string): string | undefined
}

const compiled = new WeakMap<object, CompiledSource>()

export function compileSource(source: Source): CompiledSource {
  let known = compiled.get(source)
  if (known === undefined) {
    known = compileAnew(source)
    compiled.set(source, known)
  }
  return known
}

function compileAnew({
  scope,
  extract: name,
  of: named,
  with: params = [],
}: Source): CompiledSource {
  const { of, extract } = extractors[name]
  const list = [params].flat()
  const from = named ?? (name === 'attribute' ? `@${list[0] ?? ''}` : of)
  return {
    isOfPane: isPaneScope(scope),
    from: from === 'text' || from === 'url' || from === 'title' ? from : 'attribute',
    attribute: from.slice(1),
    extract: (value) => extract(value, list),
  }
}

/** Whether a scope is that of a whole conversation or document. */
export function isPaneScope(scope: Scope): boolean {
  return scope === 'document' || scope.startsWith('root')
}
