import type { MemoryEntry, Span } from '../../../src/engine/conversation.ts'

/** A remembered message of which only the given parts matter. */
export function makeEntry(part: Partial<MemoryEntry> & { readonly id: string }): MemoryEntry {
  return { key: `||${part.id}`, seq: 1, ruleSet: 'test', hits: [], pending: [], ...part }
}

export function span(start: number, end: number, field = 'text'): Span {
  return { field, start, end }
}
