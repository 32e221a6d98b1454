// @ts-check
import { execFileSync } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDelivery, writeDovecotConfig } from '../webmail/dovecot.mjs'
import { findPort, findUser, makeFolders, startProcess, waitForPort } from '../webmail/services.mjs'
import { startFront } from './front.mjs'

export const USER = 'sam@webmail.example'
export const PASSWORD = 'demo'
const POSTGRES = '/usr/lib/postgresql/15/bin'

/** @typedef {{ uid: number, gid: number }} Owner */
/** @typedef {ReturnType<typeof startProcess>} Service */
/** @typedef {{ imap: number, database: number, cache: number, sogo: number, http: number }} Ports */

/** @param {string} folder @param {Owner} owner @param {number} port */
async function startDatabase(folder, owner, port) {
  const options = { ...owner, cwd: folder }
  const data = join(folder, 'database')
  const init = ['-D', data, '-A', 'trust', '-U', 'sogo', '-E', 'UTF8', '--locale=C.UTF-8']
  execFileSync(`${POSTGRES}/initdb`, [...init, '--no-sync'], { ...options, stdio: 'ignore' })
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off']
  const server = startProcess(
    `${POSTGRES}/postgres`,
    ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    options,
  )
  await waitForPort(port, 'PostgreSQL', server.readOutput)
  const account = ['-h', '127.0.0.1', '-p', String(port), '-U', 'sogo']
  runUntilReady(`${POSTGRES}/createdb`, [...account, 'sogo'])
  const columns = ['c_uid', 'c_name', 'c_password', 'c_cn', 'mail']
  const values = [USER, USER, PASSWORD, 'Sam Rivera', USER]
  execFileSync(`${POSTGRES}/psql`, [
    ...[...account, '-q', '-c'],
    `CREATE TABLE users (${columns.map((name) => `${name} text`).join(', ')});
     INSERT INTO users VALUES (${values.map((value) => `'${value}'`).join(', ')})`,
    'sogo',
  ])
  return server
}

/** A database listens a moment before it takes connections. @param {string} command @param {string[]} args */
function runUntilReady(command, args) {
  for (let attempt = 0; attempt < 50; attempt++) {
    try {
      execFileSync(command, args, { stdio: 'ignore' })
      return
    } catch {
      execFileSync('sleep', ['0.2'])
    }
  }
  execFileSync(command, args)
}

/**
 * Settings come from the command line: the machine's own /etc/sogo/sogo.conf stays as it is.
 * @param {string} folder @param {Ports} ports
 */
function writeSogoArguments(folder, ports) {
  const database = `postgresql://sogo@127.0.0.1:${ports.database}/sogo`
  const source = {
    type: 'sql',
    id: 'users',
    viewURL: `"${database}/users"`,
    canAuthenticate: 'YES',
    isAddressBook: 'NO',
    userPasswordAlgorithm: 'plain',
  }
  const settings = {
    WOPort: `127.0.0.1:${ports.sogo}`,
    WONoDetach: 'YES',
    WOLogFile: '-',
    WOPidFile: join(folder, 'sogo.pid'),
    WOWorkersCount: '3',
    SOGoProfileURL: `${database}/sogo_user_profile`,
    OCSFolderInfoURL: `${database}/sogo_folder_info`,
    OCSSessionsFolderURL: `${database}/sogo_sessions_folder`,
    OCSEMailAlarmsFolderURL: `${database}/sogo_alarms_folder`,
    SOGoMemcachedHost: `127.0.0.1:${ports.cache}`,
    SOGoIMAPServer: `imap://127.0.0.1:${ports.imap}`,
    SOGoMailSpoolPath: join(folder, 'spool'),
    SOGoSentFolderName: 'Sent',
    SOGoLanguage: 'English',
    SOGoTimeZone: 'UTC',
    SOGoLoginModule: 'Mail',
    SOGoUserSources: `({${Object.entries(source)
      .map(([name, value]) => `${name}=${value};`)
      .join('')}})`,
  }
  return Object.entries(settings).flatMap(([name, value]) => [`-${name}`, value])
}

/**
 * @param {string} folder @param {Owner} owner @param {Ports} ports
 * @param {Service[]} services takes each up as it starts, so that a failure leaves none behind
 */
async function startServices(folder, owner, ports, services) {
  const config = writeDovecotConfig(folder, {
    imapPort: ports.imap,
    password: PASSWORD,
    ...owner,
  })
  const imap = startProcess('/usr/sbin/dovecot', ['-F', '-c', config], {})
  services.push(imap)
  const cacheArguments = ['-l', '127.0.0.1', '-p', String(ports.cache), '-U', '0']
  const cache = startProcess('memcached', cacheArguments, owner)
  services.push(cache)
  services.push(await startDatabase(folder, owner, ports.database))
  const web = startProcess('/usr/sbin/sogod', writeSogoArguments(folder, ports), {
    ...owner,
    cwd: folder,
    env: { ...process.env, HOME: join(folder, 'home') },
  })
  services.push(web)
  await waitForPort(ports.imap, 'Dovecot', imap.readOutput)
  await waitForPort(ports.cache, 'memcached', cache.readOutput)
  await waitForPort(ports.sogo, 'SOGo', web.readOutput)
}

/**
 * Starts Dovecot, PostgreSQL, memcached and SOGo on loopback, all their files in a temporary
 * folder; nothing of the machine's own set-up is touched. Needs root (they change to a user).
 * @param {{ host?: string }} [options] host name by which pages will be opened
 */
export async function startSogo(options = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'lurewatch-sogo-'))
  const owner = findUser('sogo')
  chownSync(folder, owner.uid, owner.gid)
  makeFolders(folder, owner, ['home', 'spool', 'mail', 'mail/cur', 'mail/new', 'mail/tmp'])
  makeFolders(folder, { uid: 0, gid: 0 }, ['dovecot'])
  const ports = {
    imap: await findPort(),
    database: await findPort(),
    cache: await findPort(),
    sogo: await findPort(),
    http: await findPort(),
  }
  /** @type {Service[]} */
  const services = []
  const stopServices = async () => {
    await Promise.all(services.map((service) => service.stop()))
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    await startServices(folder, owner, ports, services)
  } catch (error) {
    await stopServices()
    throw error
  }
  const stopFront = await startFront(ports.http, ports.sogo)
  return {
    url: `http://${options.host ?? '127.0.0.1'}:${ports.http}/SOGo/`,
    user: USER,
    password: PASSWORD,
    deliver: createDelivery(folder, owner),
    readLogs: () => services.map(({ readOutput }) => readOutput()).join('\n'),
    async stop() {
      await stopFront()
      await stopServices()
    },
  }
}

/** @typedef {Awaited<ReturnType<typeof startSogo>>} Sogo */
