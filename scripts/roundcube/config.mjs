// @ts-check
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * @param {string} folder
 * @param {{ imapPort: number, password: string, uid: number, gid: number }} options
 * @returns {string} path of the file
 */
export function writeDovecotConfig(folder, { imapPort, password, uid, gid }) {
  const path = join(folder, 'dovecot/dovecot.conf')
  writeFileSync(
    path,
    `protocols = imap
listen = 127.0.0.1
base_dir = ${folder}/dovecot/run
state_dir = ${folder}/dovecot/state
log_path = /dev/stderr
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:${folder}/mail
passdb {
  driver = static
  args = password=${password}
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${folder}
}
service imap-login {
  inet_listener imap {
    address = 127.0.0.1
    port = ${imapPort}
  }
  inet_listener imaps {
    port = 0
  }
}
namespace inbox {
  inbox = yes
  mailbox Sent {
    auto = subscribe
    special_use = \\Sent
  }
}
`,
  )
  return path
}

/** @param {string} folder @param {{ imapPort: number }} options */
export function writeRoundcubeConfig(folder, { imapPort }) {
  const settings = {
    db_dsnw: `sqlite:///${folder}/roundcube.db?mode=0640`,
    imap_host: `127.0.0.1:${imapPort}`,
    smtp_host: '127.0.0.1:9',
    product_name: 'Webmail',
    des_key: randomBytes(12).toString('hex'),
    log_dir: `${folder}/logs/`,
    temp_dir: `${folder}/temp/`,
    language: 'en_US',
    enable_installer: false,
    skin: 'elastic',
  }
  const lines = Object.entries(settings).map(
    ([name, value]) =>
      `$config['${name}'] = ${typeof value === 'string' ? `'${value}'` : String(value)};`,
  )
  const path = join(folder, 'config/config.inc.php')
  writeFileSync(
    path,
    ['<?php', '$config = [];', "$config['plugins'] = [];", ...lines, ''].join('\n'),
  )
}
