import { join } from 'node:path'
import { ROOT_PATH } from '../../../scripts/run.mjs'

/** Screenshots of a run, git-ignored. */
export const OUTPUT = join(ROOT_PATH, 'test-output')

export const BUILT = {
  chrome: join(ROOT_PATH, 'dist/chrome'),
  firefox: join(ROOT_PATH, 'dist/firefox'),
} as const
