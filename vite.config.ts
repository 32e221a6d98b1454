import { join } from 'node:path'
import { crx, type ManifestV3Export } from '@crxjs/vite-plugin'
import preact from '@preact/preset-vite'
import { defineConfig, type UserConfig } from 'vite'
import manifest from './manifest.json' with { type: 'json' }
import { policyPlugin } from './scripts/policy-plugin.ts'
import { rulesPlugin } from './scripts/rules-plugin.ts'
import { tidyPlugin } from './scripts/tidy-plugin.ts'
import { zipPlugin } from './scripts/zip-plugin.ts'

// Whoever builds from a test runner or a development shell must get the same bytes.
process.env.NODE_ENV = 'production'

const ROOT = import.meta.dirname
const RULES = join(ROOT, 'rules')

const GECKO = {
  gecko: {
    id: 'lurewatch@lurewatch.invalid',
    strict_min_version: '128.0',
    data_collection_permissions: { required: ['none'] },
  },
  gecko_android: { strict_min_version: '142.0' },
}

/** What Firefox needs otherwise: event pages in place of workers, an id, no Chrome version, no policy schema. */
function firefoxManifest(): Record<string, unknown> {
  const { background, ...shared } = manifest
  return {
    ...shared,
    minimum_chrome_version: undefined,
    storage: undefined,
    background: { scripts: [background.service_worker], type: background.type },
    browser_specific_settings: GECKO,
  }
}

function extensionConfig(browser: 'chrome' | 'firefox'): UserConfig {
  const outDir = join(ROOT, 'dist', browser)
  return {
    plugins: [
      rulesPlugin(RULES),
      preact(),
      crx({
        manifest: (browser === 'firefox' ? firefoxManifest() : manifest) as ManifestV3Export,
        browser,
      }),
      ...(browser === 'chrome' ? [policyPlugin(join(ROOT, 'policy-schema.json'))] : []),
      tidyPlugin(outDir),
      zipPlugin(outDir, join(ROOT, 'dist', `lurewatch-${browser}.zip`)),
    ],
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      modulePreload: false,
      // The background holds engine, rules and linear-time regular expressions in one file.
      chunkSizeWarningLimit: 2000,
      rolldownOptions: {
        // Pages that the manifest does not name.
        input: {
          check: 'src/check/index.html',
          editor: 'src/editor/index.html',
          review: 'src/review/index.html',
          welcome: 'src/welcome/index.html',
        },
        output: {
          // No hashes: they depend on the folder of the build, and nobody caches these files.
          entryFileNames: 'assets/[name].js',
          chunkFileNames: 'assets/[name].js',
          assetFileNames: 'assets/[name][extname]',
        },
      },
    },
  }
}

/** One file for Node, with all that it needs. */
function programConfig(entry: string, outDir: string, file: string): UserConfig {
  return {
    plugins: [rulesPlugin(RULES, { withExamples: true })],
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: join(ROOT, entry),
      outDir: join(ROOT, outDir),
      emptyOutDir: true,
      target: 'node20',
      rolldownOptions: {
        output: {
          entryFileNames: file,
          banner: '#!/usr/bin/env node',
          codeSplitting: false,
        },
      },
    },
  }
}

/** The store of rules alone, as a worker to be measured. */
function benchWorkerConfig(outDir: string): UserConfig {
  return {
    plugins: [rulesPlugin(RULES)],
    publicDir: false,
    build: {
      outDir,
      target: 'es2022',
      chunkSizeWarningLimit: 8000,
      rolldownOptions: {
        input: join(ROOT, 'scripts/bench/rules-worker.ts'),
        output: { entryFileNames: 'worker.js', codeSplitting: false },
      },
    },
  }
}

export default defineConfig(({ mode }) => {
  if (mode === 'chrome' || mode === 'firefox') return extensionConfig(mode)
  if (mode === 'cli') return programConfig('src/cli/main.ts', 'dist/cli', 'lurewatch.js')
  if (mode === 'bench')
    return programConfig('scripts/bench/main.ts', '.cache/bench/out', 'bench.js')
  if (mode === 'bench-rules') {
    return benchWorkerConfig(process.env.BENCH_OUT ?? join(ROOT, '.cache/bench/rules'))
  }
  throw new Error(`Unknown mode "${mode}": build with --mode chrome, firefox, cli or bench.`)
})
