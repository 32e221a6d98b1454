// @ts-check
import { execFileSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { canInstall, installPackages } from './apt.mjs'

/**
 * @typedef {object} Browser
 * @property {string} label
 * @property {string} variable environment variable with a path that wins
 * @property {string[]} names looked up on PATH
 * @property {string[]} places fixed paths
 * @property {string} aptPackage
 * @property {string} hint what to run where we can't install
 */

const programFiles = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)']].filter(
  (folder) => folder !== undefined,
)

/** Branded Chrome is no candidate: from version 137 on it ignores `--load-extension`. */
/** @type {Browser} */
export const CHROMIUM = {
  label: 'Chromium (or Chrome for Testing, Edge)',
  variable: 'CHROME_PATH',
  names: [
    'chromium',
    'chromium-browser',
    'chrome-for-testing',
    'microsoft-edge',
    'microsoft-edge-stable',
  ],
  places: [
    '/usr/lib/chromium/chromium',
    '/snap/bin/chromium',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    join(homedir(), 'Applications/Chromium.app/Contents/MacOS/Chromium'),
    ...programFiles.map((folder) => join(folder, 'Microsoft/Edge/Application/msedge.exe')),
    join(process.env.LOCALAPPDATA ?? homedir(), 'Chromium/Application/chrome.exe'),
  ],
  aptPackage: 'chromium',
  hint: 'sudo apt-get update && sudo apt-get install -y chromium   (or set CHROME_PATH)',
}

/** @type {Browser} */
export const FIREFOX = {
  label: 'Firefox',
  variable: 'FIREFOX_PATH',
  names: ['firefox-esr', 'firefox'],
  places: [
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    ...programFiles.map((folder) => join(folder, 'Mozilla Firefox/firefox.exe')),
  ],
  aptPackage: 'firefox-esr',
  hint: 'sudo apt-get update && sudo apt-get install -y firefox-esr   (or set FIREFOX_PATH)',
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** @param {Browser} browser @returns {string | undefined} path of the program */
export function findBrowser(browser) {
  const chosen = process.env[browser.variable]
  if (chosen) {
    if (isExecutable(chosen)) return chosen
    throw new Error(`${browser.variable}=${chosen} is no program that can be run`)
  }
  const folders = (process.env.PATH ?? '').split(delimiter)
  const named = browser.names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [...named, ...browser.places].find((path) => existsSync(path) && isExecutable(path))
}

/**
 * Finds a browser, installing it where this machine allows that.
 * @param {Browser} browser @returns {string} path of the program
 * @throws {Error} that names the one line to run
 */
export function ensureBrowser(browser) {
  const found = findBrowser(browser)
  if (found) return found
  if (canInstall()) {
    installPackages(browser.label, [browser.aptPackage])
    const installed = findBrowser(browser)
    if (installed) return installed
  }
  throw new Error(`${browser.label} was not found. Run:\n\n  ${browser.hint}\n`)
}

/** @param {string} path */
export function readVersion(path) {
  return execFileSync(path, ['--version'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim()
}
