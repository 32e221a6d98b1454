import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findPlace } from '../../src/editor/yaml-place.ts'

describe('the place in a rule', () => {
  it.each([
    ['the top', 'titl', [], 'key', 'titl'],
    ['a value', 'title: a\nstage: del', ['stage'], 'value', 'del'],
    ['below a key', 'detection:\n  sel', ['detection'], 'key', 'sel'],
    ['two below', 'detection:\n  a:\n    words|con', ['detection', 'a'], 'key', 'words|con'],
    [
      'a map in a list',
      'detection:\n  a:\n    - sender.em',
      ['detection', 'a'],
      'key',
      'sender.em',
    ],
    ['back at the top', 'detection:\n  a:\n    words: x\nlev', [], 'key', 'lev'],
    [
      'a quoted value',
      "detection:\n  a:\n    link.host|expand: '%ats",
      ['detection', 'a', 'link.host|expand'],
      'value',
      '%ats',
    ],
    [
      'a list of values',
      'correlation:\n  rules:\n    - hir',
      ['correlation', 'rules'],
      'value',
      'hir',
    ],
    [
      'a list right below its key',
      'correlation:\n  rules:\n  - hir',
      ['correlation', 'rules'],
      'value',
      'hir',
    ],
    [
      'a list in brackets',
      'correlation:\n  rules: [hiring_talk, as',
      ['correlation', 'rules'],
      'value',
      'as',
    ],
    ['another document', 'detection:\n  a: b\n---\nti', [], 'key', 'ti'],
    ['a comment with a colon', 'detection:\n  # note: this\n  con', ['detection'], 'key', 'con'],
  ] as const)('is found in %s', (_, text, path, kind, typed) => {
    expect(findPlace(text)).toEqual({ path, kind, typed })
  })

  it('is found in any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(' ', '-', ':', 'a', '\n', '[', '"', '#') }),
        (text) => {
          expect(findPlace(text).kind).toMatch(/^(?:key|value)$/)
        },
      ),
    )
  })
})
