import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { findTextDirection } from '../../src/platform/text-direction.ts'

const FOLDERS = readdirSync(join(import.meta.dirname, '../../_locales'))

it('writes Arabic from right to left, and every other language of ours from left to right', () => {
  const tags = FOLDERS.map((folder) => folder.replace('_', '-'))
  expect(tags.filter((tag) => findTextDirection(tag) === 'rtl')).toEqual(['ar'])
  expect(findTextDirection('ar-EG')).toBe('rtl')
  expect(findTextDirection('')).toBe('ltr')
})
