import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { zipSync, type Zippable } from 'fflate'
import type { Plugin } from 'vite'

// The oldest date that the format knows: a zip must not depend on when it was made.
const EPOCH = new Date('1980-01-01T12:00:00Z')

/** Packs a built folder; the same files give the same bytes. */
export function zipPlugin(folder: string, target: string): Plugin {
  return {
    name: 'lurewatch:zip',
    apply: 'build',
    enforce: 'post',
    closeBundle: {
      sequential: true,
      order: 'post',
      handler(error) {
        if (error !== undefined) return
        writeFileSync(target, zipSync(collect(folder), { level: 9, mtime: EPOCH }))
      },
    },
  }
}

function collect(folder: string): Zippable {
  const files: Zippable = {}
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  for (const name of names) {
    files[relative(folder, name).split(sep).join('/')] = readFileSync(name)
  }
  return files
}
