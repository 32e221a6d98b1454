// @ts-check
import { execFileSync } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDelivery, writeDovecotConfig } from '../webmail/dovecot.mjs'
import { findPort, findUser, makeFolders, startProcess, waitForPort } from '../webmail/services.mjs'
import { writeRoundcubeConfig } from './config.mjs'

export const USER = 'sam@webmail.example'
export const PASSWORD = 'demo'

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
  return {
    url: `http://${options.host ?? '127.0.0.1'}:${httpPort}/`,
    port: httpPort,
    user: USER,
    password: PASSWORD,
    stop,
    readLogs: () => `${imap.readOutput()}\n${web.readOutput()}`,
    deliver: createDelivery(folder, owner),
  }
}

/** @typedef {Awaited<ReturnType<typeof startRoundcube>>} Roundcube */
