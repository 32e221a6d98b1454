import { fileURLToPath } from 'node:url'
import preact from '@preact/preset-vite'
import { defineConfig } from 'vitest/config'
import { rulesPlugin } from './scripts/rules-plugin.ts'

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

export default defineConfig({
  plugins: [rulesPlugin(path('rules'), { withExamples: true }), preact()],
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    setupFiles: ['test/setup.ts'],
    exclude: ['test/e2e/**', 'node_modules/**'],
  },
  resolve: {
    alias: {
      // The polyfill throws when it is imported outside an extension.
      'webextension-polyfill': path('test/platform/polyfill-stub.ts'),
    },
  },
})
