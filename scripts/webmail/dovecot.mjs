// @ts-check
import { chownSync, writeFileSync } from 'node:fs'
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

/**
 * Drops mails into the mailbox, as a delivery agent would.
 * @param {string} folder @param {{ uid: number, gid: number }} owner
 */
export function createDelivery(folder, { uid, gid }) {
  let count = 0
  return (/** @type {string} */ source) => {
    const name = `${Math.floor(Date.now() / 1000)}.M${count++}P${process.pid}.webmail`
    const path = join(folder, 'mail/new', name)
    writeFileSync(path, source.replaceAll(/\r?\n/g, '\r\n'))
    chownSync(path, uid, gid)
  }
}
