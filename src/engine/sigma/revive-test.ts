import { CidrTest } from './cidr-test.ts'
import { CompareTest } from './compare-test.ts'
import type { TestForm, ValueTest } from './prepared-value.ts'
import { RegexTest } from './regex-test.ts'
import { parseSigmaString } from './sigma-string.ts'
import { StringTest } from './string-test.ts'
import { WordSequenceTest } from './word-sequence-test.ts'

/** Makes a test again from its form. */
export function reviveTest(form: TestForm): ValueTest {
  switch (form[0]) {
    case 'text':
      return new StringTest(form[2].map(parseSigmaString), form[1])
    case 'regex':
      return new RegexTest(form[1], form[2], form[3] ?? undefined)
    case 'sequence':
      return reviveSequence(new RegexTest(form[1], form[2], form[3] ?? undefined))
    case 'network':
      return new CidrTest(form[1], [])
    case 'compare':
      return new CompareTest(form[1], form[2], form[3] ?? undefined)
  }
}

function reviveSequence(regex: RegexTest): WordSequenceTest {
  const sequence = WordSequenceTest.compile(regex)
  if (sequence === undefined) throw new RangeError(`${regex.pattern} takes no whole words`)
  return sequence
}
