import { mkdirSync, rmSync } from 'node:fs'
import { buildIfChanged } from '../../../scripts/build-if-changed.mjs'
import { OUTPUT } from './paths.ts'

/** Builds where the sources changed since, and empties the folder of screenshots. */
export default function setUp(): void {
  buildIfChanged()
  rmSync(OUTPUT, { recursive: true, force: true })
  mkdirSync(OUTPUT, { recursive: true })
}
