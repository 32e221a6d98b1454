import { defineConfig } from 'vitest/config'

/** Real browsers, one at a time: two cores are shared by browser, server and tests. */
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts'],
    globalSetup: ['test/e2e/harness/setup.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A busy machine is slow, not wrong.
    expect: { poll: { timeout: 10_000 } },
  },
})
