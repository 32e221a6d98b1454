// @ts-check
import { execFileSync, spawn } from 'node:child_process'
import { chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeDovecotConfig, writeRoundcubeConfig } from './config.mjs'

export const USER = 'sam@webmail.example'
export const PASSWORD = 'demo'

/** @returns {Promise<number>} a free loopback port */
function findPort() {
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
async function waitForPort(port, name, readOutput) {
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
function findUser(name) {
  const read = (/** @type {string} */ flag) =>
    Number(execFileSync('id', [flag, name], { encoding: 'utf8' }))
  return { uid: read('-u'), gid: read('-g') }
}

/** @param {string} command @param {string[]} args @param {import('node:child_process').SpawnOptions} options */
function startProcess(command, args, options) {
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
function makeFolders(folder, owner, names) {
  for (const name of names) {
    mkdirSync(join(folder, name), { recursive: true })
    chownSync(join(folder, name), owner.uid, owner.gid)
  }
}

/**
 * Starts Dovecot and Roundcube on loopback, all their files in a temporary folder; nothing of the
 * machine's own set-up is touched. Needs root (the two change to users of their own).
 * @param {{ host?: string }} [options] host name by which pages will be opened
 */
export async function startRoundcube(options = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'lurewatch-webmail-'))
  const owner = findUser('www-data')
  chownSync(folder, owner.uid, owner.gid)
  makeFolders(folder, owner, ['config', 'temp', 'logs', 'mail', 'mail/cur', 'mail/new', 'mail/tmp'])
  makeFolders(folder, { uid: 0, gid: 0 }, ['dovecot'])
  const imapPort = await findPort()
  const httpPort = await findPort()

  const dovecotConfig = writeDovecotConfig(folder, { imapPort, password: PASSWORD, ...owner })
  writeRoundcubeConfig(folder, { imapPort })
  for (const name of ['defaults.inc.php', 'mimetypes.php']) {
    symlinkSync(`/etc/roundcube/${name}`, join(folder, 'config', name))
  }
  execFileSync('sqlite3', [
    join(folder, 'roundcube.db'),
    '.read /usr/share/roundcube/SQL/sqlite.initial.sql',
  ])
  chownSync(join(folder, 'roundcube.db'), owner.uid, owner.gid)

  const imap = startProcess('/usr/sbin/dovecot', ['-F', '-c', dovecotConfig], {})
  const site = '/var/lib/roundcube/public_html'
  const web = startProcess('php8.2', ['-S', `127.0.0.1:${httpPort}`, '-t', site], {
    ...owner,
    cwd: site,
    env: {
      ...process.env,
      ROUNDCUBE_CONFIG_DIR: join(folder, 'config'),
      PHP_CLI_SERVER_WORKERS: '4',
    },
  })
  const stop = async () => {
    await Promise.all([imap.stop(), web.stop()])
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    await waitForPort(imapPort, 'Dovecot', imap.readOutput)
    await waitForPort(httpPort, 'Roundcube', web.readOutput)
  } catch (error) {
    await stop()
    throw error
  }
  let count = 0
  return {
    url: `http://${options.host ?? '127.0.0.1'}:${httpPort}/`,
    port: httpPort,
    user: USER,
    password: PASSWORD,
    stop,
    readLogs: () => `${imap.readOutput()}\n${web.readOutput()}`,
    /** Drops a mail into the mailbox, as a delivery agent would. @param {string} source RFC 5322 */
    deliver(source) {
      const name = `${Math.floor(Date.now() / 1000)}.M${count++}P${process.pid}.webmail`
      const path = join(folder, 'mail/new', name)
      writeFileSync(path, source.replaceAll(/\r?\n/g, '\r\n'))
      chownSync(path, owner.uid, owner.gid)
    },
  }
}

/** @typedef {Awaited<ReturnType<typeof startRoundcube>>} Roundcube */
