import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bundleFiles, unbundleFiles } from '../../src/settings/own-rules/bundle-files.ts'

const A = { path: 'a_rule_of_mine.yml', text: 'title: a\n---\ntitle: b\n' }
const B = { path: 'lists/hosts.yml', text: '# note\nvalues: [x]\n' }

describe('all rule files in one', () => {
  it('come apart again as they were', () => {
    expect(unbundleFiles('all.yml', bundleFiles([A, B]))).toEqual([A, B])
  })

  it('leaves any other text as one file', () => {
    expect(unbundleFiles('x.yml', A.text)).toEqual([{ ...A, path: 'x.yml' }])
    expect(unbundleFiles('x.yml', '---\na: b\n')).toEqual([{ path: 'x.yml', text: '---\na: b\n' }])
  })

  it('come apart whatever they hold', () => {
    const lines = fc.array(fc.constantFrom('a: b', '- x', '', '# file: no', '# note'), {
      minLength: 1,
    })
    const text = lines.map((list) => `${list.join('\n').trimEnd()}\n`)
    fc.assert(
      fc.property(text, text, (first, second) => {
        const files = [
          { path: 'a.yml', text: first },
          { path: 'b.yml', text: second },
        ]
        expect(unbundleFiles('all.yml', bundleFiles(files))).toEqual(files)
      }),
    )
  })
})
