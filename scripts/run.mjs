// @ts-check
import { spawn, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The project's folder. */
export const ROOT = new URL('../', import.meta.url)
export const ROOT_PATH = fileURLToPath(ROOT)

/** How to call npm: through the npm that runs us, else by name. @returns {[string, string[], boolean]} */
function findNpm() {
  const script = process.env.npm_execpath
  if (script?.endsWith('.js')) return [process.execPath, [script], false]
  return ['npm', [], process.platform === 'win32']
}

/**
 * Runs npm in the project's folder, its output on our terminal.
 * @param {string[]} args @throws {Error} if it fails
 */
export function runNpm(args) {
  const [command, first, shell] = findNpm()
  const { status } = spawnSync(command, [...first, ...args], {
    cwd: ROOT_PATH,
    stdio: 'inherit',
    shell,
  })
  if (status !== 0) throw new Error(`npm ${args.join(' ')} failed`)
}

/**
 * Runs npm and keeps what it prints while also showing it.
 * @param {string[]} args
 * @returns {Promise<{ status: number, output: string }>}
 */
export function captureNpm(args) {
  const [command, first, shell] = findNpm()
  return captureCommand(command, [...first, ...args], shell)
}

/**
 * @param {string} command @param {string[]} args @param {boolean} [shell]
 * @returns {Promise<{ status: number, output: string }>}
 */
export function captureCommand(command, args, shell = false) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT_PATH, shell, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const [stream, target] of /** @type {const} */ ([
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ])) {
      stream.on('data', (chunk) => {
        output += String(chunk)
        target.write(chunk)
      })
    }
    child.on('error', (error) => resolve({ status: 1, output: `${output}\n${String(error)}` }))
    child.on('close', (status) => resolve({ status: status ?? 1, output }))
  })
}
