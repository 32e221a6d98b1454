import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/**
 * Takes out of a built extension what crxjs puts in for scripts that a page loads itself: an entry in
 * `web_accessible_resources`, by which any page could find the extension, and a second copy of the
 * panel. The background injects the panel, so neither is needed. Vite's list of chunks goes as well.
 */
export function tidyPlugin(folder: string): Plugin {
  return {
    name: 'lurewatch:tidy',
    apply: 'build',
    enforce: 'post',
    closeBundle: {
      sequential: true,
      order: 'post',
      handler(error) {
        if (error !== undefined) return
        rmSync(join(folder, '.vite'), { recursive: true, force: true })
        closeResources(join(folder, 'manifest.json'))
        dropCopies(join(folder, 'assets'))
        hintCompilation(join(folder, 'src/page/reader.iife.js'))
      },
    },
  }
}

function closeResources(file: string): void {
  const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (typeof manifest !== 'object' || manifest === null) throw new Error(`${file} is no manifest`)
  const closed = Object.entries(manifest).filter(([key]) => key !== 'web_accessible_resources')
  writeFileSync(file, JSON.stringify(Object.fromEntries(closed), null, 2) + '\n')
}

/**
 * Has Chromium compile the reader's functions together while the page loads, which takes half as long as
 * each when it is first called, in the midst of the first message (V8's explicit compile hints). A
 * comment to any other browser.
 */
function hintCompilation(file: string): void {
  writeFileSync(file, `//# allFunctionsCalledOnLoad\n${readFileSync(file, 'utf8')}`)
}

function dropCopies(assets: string): void {
  for (const name of readdirSync(assets)) {
    if (/\.iife\.tsx?-[\w-]+\.js$/.test(name)) rmSync(join(assets, name))
  }
}
