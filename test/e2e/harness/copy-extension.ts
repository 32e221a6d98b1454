import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { BUILT } from './paths.ts'

const manifestSchema = v.looseObject({
  permissions: v.array(v.string()),
  host_permissions: v.array(v.string()),
  browser_specific_settings: v.exactOptional(
    v.looseObject({ gecko: v.looseObject({ id: v.string() }) }),
  ),
})
export type Manifest = v.InferOutput<typeof manifestSchema>

export interface ExtensionCopy {
  readonly folder: string
  /** Firefox's id of it; empty in a build for Chromium. */
  readonly id: string
  remove(): void
}

/** A copy of the built extension, so that a rebuild meanwhile harms no test; its manifest may differ. */
export function copyExtension(
  browser: keyof typeof BUILT,
  change: (manifest: Manifest) => Manifest = (manifest) => manifest,
): ExtensionCopy {
  const folder = mkdtempSync(join(tmpdir(), 'lurewatch-extension-'))
  cpSync(BUILT[browser], folder, { recursive: true })
  const path = join(folder, 'manifest.json')
  const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'))
  const manifest = change(v.parse(manifestSchema, parsed))
  writeFileSync(path, JSON.stringify(manifest))
  return {
    folder,
    id: manifest.browser_specific_settings?.gecko.id ?? '',
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
