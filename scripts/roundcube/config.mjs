// @ts-check
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

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
