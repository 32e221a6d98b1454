// @ts-check
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { CHROMIUM, FIREFOX, ensureBrowser } from './browsers.mjs'
import { markBuilt } from './build-if-changed.mjs'
import { ensurePackages } from './ensure.mjs'
import { ROUNDCUBE_HINT, ensureRoundcube } from './roundcube/packages.mjs'
import { ROOT_PATH, captureCommand, captureNpm } from './run.mjs'
import { SOGO_HINT, ensureSogo } from './sogo/packages.mjs'
import { formatSummary, readReport } from './test-report.mjs'

/** @typedef {import('./test-report.mjs').Step} Step */

const CACHE = join(ROOT_PATH, '.cache')
const CLI = join(ROOT_PATH, 'dist/cli/lurewatch.js')

/** @type {Step[]} */
const steps = []

/**
 * Runs one step and notes its time and result.
 * @param {string} name @param {() => Promise<Omit<Step, 'name' | 'seconds'>>} run
 * @returns {Promise<boolean>} whether it passed
 */
async function runStep(name, run) {
  console.log(`\n── ${name} ${'─'.repeat(Math.max(3, 70 - name.length))}`)
  const start = performance.now()
  /** @type {Omit<Step, 'name' | 'seconds'>} */
  let result
  try {
    result = await run()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    result = {
      passed: 0,
      failed: 1,
      skipped: 0,
      note: String(error instanceof Error ? error.message : error),
    }
  }
  steps.push({ name, seconds: (performance.now() - start) / 1000, ...result })
  return result.failed === 0
}

/** A step that passes or fails as a whole. @param {string} name @param {() => unknown} run */
function runCheck(name, run) {
  return runStep(name, async () => {
    const result = await run()
    const isFailed =
      typeof result === 'object' && result !== null && 'status' in result && result.status !== 0
    return { passed: isFailed ? 0 : 1, failed: isFailed ? 1 : 0, skipped: 0 }
  })
}

/** @param {string} name @param {string[]} args further arguments of vitest */
function runVitest(name, args) {
  return runStep(name, async () => {
    const file = join(CACHE, `${name.replaceAll(/\W+/g, '-')}.json`)
    rmSync(file, { force: true })
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    const { status } = await captureNpm(['exec', '--', 'vitest', 'run', ...reporters, ...args])
    return readReport(file, status)
  })
}

/** @param {string} name @param {string} why */
function skipStep(name, why) {
  steps.push({ name, seconds: 0, passed: 0, failed: 0, skipped: 1, note: why })
}

/** @param {string} name @param {string} why what could not run because of an earlier failure */
function failStep(name, why) {
  steps.push({ name, seconds: 0, passed: 0, failed: 1, skipped: 0, note: why })
}

async function runBuiltParts() {
  await runCheck('rules check', () => captureCommand(process.execPath, [CLI, 'rules', 'check']))
  await runCheck('rules test', () => captureCommand(process.execPath, [CLI, 'rules', 'test']))
}

async function runEndToEnd() {
  const hasChromium = await runCheck('Chromium', () => ensureBrowser(CHROMIUM))
  const hasFirefox = await runCheck('Firefox', () => ensureBrowser(FIREFOX))
  if (!hasChromium || !hasFirefox) return failStep('end to end', 'no browser')
  const exclusions = []
  if (!ensureRoundcube()) {
    exclusions.push('--exclude', 'test/e2e/roundcube*.test.ts')
    skipStep('end to end: Roundcube', `needs root and Debian packages. Run: ${ROUNDCUBE_HINT}`)
  }
  if (!ensureSogo()) {
    exclusions.push('--exclude', 'test/e2e/sogo*.test.ts')
    skipStep('end to end: SOGo', `needs root and Debian packages. Run: ${SOGO_HINT}`)
  }
  await runVitest('end to end', ['--config', 'vitest.e2e.config.ts', ...exclusions])
}

async function runAll() {
  if (!(await runCheck('packages', ensurePackages))) return
  mkdirSync(CACHE, { recursive: true })
  await runCheck('typecheck', () => captureNpm(['run', '--silent', 'typecheck']))
  await runCheck('lint', () => captureNpm(['run', '--silent', 'lint']))
  const isBuilt = await runCheck('build', () => captureNpm(['run', '--silent', 'build']))
  if (isBuilt) markBuilt()
  if (isBuilt && existsSync(CLI)) await runBuiltParts()
  else failStep('rules check and test', 'the build failed')
  await runVitest('unit tests', [])
  if (isBuilt) await runEndToEnd()
  else failStep('end to end', 'the build failed')
}

await runAll()
console.log(formatSummary(steps))
process.exitCode = steps.some((step) => step.failed > 0) ? 1 : 0
