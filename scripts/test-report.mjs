// @ts-check
import { existsSync, readFileSync } from 'node:fs'

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {number} seconds
 * @property {number} passed tests
 * @property {number} failed tests
 * @property {number} skipped tests
 * @property {string} [note]
 */

/**
 * What vitest's JSON report counts. A run that ended badly with no failed test (a file that could
 * not load, an error outside a test) counts as one failure.
 * @param {string} file @param {number} status exit status of the run
 * @returns {Omit<Step, 'name' | 'seconds'>}
 */
export function readReport(file, status) {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0, note: 'ended without a report' }
  const report = JSON.parse(readFileSync(file, 'utf8'))
  const failed = Number(report.numFailedTests)
  const brokenFiles = report.testResults.filter(
    (/** @type {{ status: string, assertionResults: unknown[] }} */ result) =>
      result.status === 'failed' && result.assertionResults.length === 0,
  ).length
  return {
    passed: Number(report.numPassedTests),
    failed: status !== 0 ? Math.max(1, failed + brokenFiles) : failed,
    skipped: Number(report.numPendingTests) + Number(report.numTodoTests),
  }
}

/** @param {readonly Step[]} steps @returns {string} the summary; its last line counts the tests */
export function formatSummary(steps) {
  const lines = steps.map((step) => {
    const mark = step.failed > 0 ? '✗' : step.passed > 0 ? '✓' : '–'
    const counts =
      step.passed + step.failed > 1 ? `  ${step.passed} passed, ${step.failed} failed` : ''
    const note = step.note ? `  ${step.note}` : ''
    return `${mark} ${step.name.padEnd(24)} ${step.seconds.toFixed(1).padStart(6)} s${counts}${note}`
  })
  const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ key) =>
    steps.reduce((total, step) => total + step[key], 0)
  const seconds = steps.reduce((total, step) => total + step.seconds, 0)
  const skipped = sum('skipped')
  return [
    `\n── summary ${'─'.repeat(60)}`,
    ...lines,
    `\n${seconds.toFixed(0)} s`,
    `${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
  ].join('\n')
}
