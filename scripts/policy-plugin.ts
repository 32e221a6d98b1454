import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Plugin } from 'vite'

/** Puts the policy's schema where the manifest names it; without the file Chrome loads no extension. */
export function policyPlugin(file: string): Plugin {
  return {
    name: 'lurewatch:policy',
    apply: 'build',
    generateBundle() {
      const source = readFileSync(file, 'utf8')
      this.emitFile({ type: 'asset', fileName: basename(file), source })
    },
  }
}
