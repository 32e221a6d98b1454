// @ts-check
import { execFileSync, spawn } from 'node:child_process'
import { chownSync, mkdirSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'

/** @returns {Promise<number>} a free loopback port */
export function findPort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}

/** @param {number} port @param {string} name @param {() => string} readOutput */
export async function waitForPort(port, name, readOutput) {
  for (let attempt = 0; attempt < 100; attempt++) {
    const isOpen = await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true))
      socket.on('error', () => resolve(false))
      socket.on('connect', () => socket.destroy())
    })
    if (isOpen) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`${name} did not open port ${port}:\n${readOutput()}`)
}

/** @param {string} name */
export function findUser(name) {
  const read = (/** @type {string} */ flag) =>
    Number(execFileSync('id', [flag, name], { encoding: 'utf8' }))
  return { uid: read('-u'), gid: read('-g') }
}

/** @param {string} command @param {string[]} args @param {import('node:child_process').SpawnOptions} options */
export function startProcess(command, args, options) {
  // A process group of its own: PHP's workers outlive a signal to their parent alone.
  const child = spawn(command, args, {
    ...options,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => (output = (output + String(chunk)).slice(-20_000)))
  }
  child.on('error', (error) => (output += String(error)))
  return {
    readOutput: () => output,
    stop: () =>
      new Promise((resolve) => {
        const kill = (/** @type {NodeJS.Signals} */ signal) => killGroup(child.pid, signal)
        const timer = setTimeout(() => kill('SIGKILL'), 5000)
        child.on('close', () => {
          clearTimeout(timer)
          resolve(undefined)
        })
        kill('SIGTERM')
      }),
  }
}

/** @param {number | undefined} pid @param {NodeJS.Signals} signal */
function killGroup(pid, signal) {
  try {
    if (pid !== undefined) process.kill(-pid, signal)
  } catch (error) {
    // All of them have ended already.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** @param {string} folder @param {{ uid: number, gid: number }} owner @param {string[]} names */
export function makeFolders(folder, owner, names) {
  for (const name of names) {
    mkdirSync(join(folder, name), { recursive: true })
    chownSync(join(folder, name), owner.uid, owner.gid)
  }
}
