import { existsSync } from 'node:fs'
import { basename, relative, resolve } from 'node:path'
import type { KnownRules } from '../../packs/own/known-rules.ts'
import { parsePackFile, type PackFile } from '../../packs/pack-file.ts'
import { fingerprintRoot } from '../../packs/tuf/fingerprint.ts'
import { describeFileError } from '../file-error.ts'
import { readRuleFolder } from '../read-rules.ts'
import type { Terminal } from '../terminal.ts'
import { checkPublished } from './check-published.ts'
import { hasSameRules, makePack } from './make-pack.ts'
import type { PackCommand } from './pack-arguments.ts'
import { PackFolderError } from './pack-folder-error.ts'
import { Repository } from './repository.ts'
import { serveFolder } from './serve-folder.ts'
import { ROLES, createKeys, readKeys, type SigningKeys } from './signing-keys.ts'

const TARGET = 'pack.json'
const ROOT_DAYS = 730

type Named<N extends PackCommand['name']> = Extract<PackCommand, { name: N }>

/** Runs a `pack` command and returns the exit status. `now`: milliseconds since 1970. */
export async function runPack(
  command: PackCommand,
  known: KnownRules,
  terminal: Terminal,
  now = Date.now(),
): Promise<number> {
  switch (command.name) {
    case 'pack build':
      return buildPack(command, known, terminal, now)
    case 'pack keys': {
      const keys = createKeys(command.folder, command.rootKeys)
      const count = ROLES.reduce((sum, role) => sum + keys[role].length, 0)
      terminal.writeOut(`${command.folder}: ${count} keys made. ${KEEP}\n`)
      return 0
    }
    case 'pack rotate':
      return rotateKeys(command, terminal, now)
    case 'pack renew':
      new Repository(command.out, now).renew(readKeys(command.keys), command.days)
      terminal.writeOut(`${command.out}: signed anew, good for ${command.days} days\n`)
      return 0
    case 'pack serve':
      return servePack(command, terminal)
  }
}

const KEEP = 'Whoever has them can publish rules in your name: keep them off the web server.'

async function buildPack(
  command: Named<'pack build'>,
  known: KnownRules,
  terminal: Terminal,
  now: number,
): Promise<number> {
  const { files, faults: unreadable } = readRuleFolder(command.folder)
  const repository = new Repository(command.out, now)
  const before = readBefore(repository)
  const created = new Date(now).toISOString()
  const about = {
    name: command.title ?? before?.name ?? basename(resolve(command.folder)),
    version: command.version ?? created.slice(0, 16).replace('T', '.').replace(':', ''),
    created,
  }
  const inside = files.map(({ path, text }) => ({ path: relative(command.folder, path), text }))
  const { pack, faults } = makePack(inside, known, about, before)
  for (const fault of unreadable) terminal.writeError(`${fault}\n`)
  for (const { path, line, message } of faults) {
    terminal.writeOut(`${command.folder}/${path}:${line}: ${message}\n`)
  }
  if (faults.length + unreadable.length > 0) {
    terminal.writeError('Nothing was published: mend the rules first.\n')
    return 1
  }
  publish(command, repository, pack, before, terminal)
  await checkPublished(command.out, TARGET, known, now)
  terminal.writeOut(`Fingerprint: ${await fingerprint(repository)}\n`)
  return 0
}

function publish(
  command: Named<'pack build'>,
  repository: Repository,
  pack: PackFile,
  before: PackFile | undefined,
  terminal: Terminal,
): void {
  const keys = prepareKeys(command, repository, terminal)
  if (repository.isNew) repository.begin(keys, command.threshold, ROOT_DAYS)
  if (before !== undefined && hasSameRules(before, pack)) {
    repository.renew(keys, command.days)
    terminal.writeOut(`${command.out}: no rule changed; signed anew for ${command.days} days\n`)
    return
  }
  repository.publish(TARGET, JSON.stringify(pack), keys, command.days)
  const { name, version, changes, documents } = pack
  terminal.writeOut(
    `${command.out}: ${name} ${version}, ${documents.length} documents, ${changes.length} changed\n`,
  )
}

function readBefore(repository: Repository): PackFile | undefined {
  const text = repository.readTarget(TARGET)
  return text === undefined ? undefined : parsePackFile(text)
}

function prepareKeys(
  { out, keys, threshold }: Named<'pack build'>,
  repository: Repository,
  terminal: Terminal,
): SigningKeys {
  const folder = keys ?? `${out.replace(/[/\\]+$/, '')}-keys`
  refuseInside(folder, out)
  if (existsSync(folder)) return readKeys(folder)
  if (!repository.isNew) {
    throw new PackFolderError(`${folder}: does not exist; name the keys of ${out} with --keys`)
  }
  const made = createKeys(folder, threshold)
  terminal.writeOut(`${folder}: keys made. ${KEEP}\n`)
  return made
}

/** Keys in the folder that is uploaded would be published with it. */
function refuseInside(keys: string, out: string): void {
  const path = relative(resolve(out), resolve(keys))
  if (path.startsWith('..') || resolve(path) === path) return
  throw new PackFolderError(`${keys}: lies inside ${out}, which is published; keep keys elsewhere`)
}

function rotateKeys(
  { out, keys, oldKeys, threshold }: Named<'pack rotate'>,
  terminal: Terminal,
  now: number,
): number {
  refuseInside(keys, out)
  const repository = new Repository(out, now)
  const next = readKeys(keys)
  for (const role of ROLES) {
    if (next[role].length === 0) throw new PackFolderError(`${keys}: holds no ${role} key`)
  }
  repository.rotate(next, readKeys(oldKeys), threshold, ROOT_DAYS)
  repository.resign(next, 90)
  terminal.writeOut(`${out}: keys replaced; the fingerprint stays the same\n`)
  return 0
}

async function servePack({ out, port }: Named<'pack serve'>, terminal: Terminal): Promise<number> {
  const repository = new Repository(out, Date.now())
  if (repository.isNew) throw new PackFolderError(`${out}: holds no rule source; build one first`)
  try {
    await serveFolder(out, port)
  } catch (error) {
    throw new PackFolderError(`port ${port}: ${describeFileError(error)}`)
  }
  terminal.writeOut(`Address: http://127.0.0.1:${port}/\n`)
  terminal.writeOut(`Fingerprint: ${await fingerprint(repository)}\nCtrl+C ends it.\n`)
  return new Promise(() => undefined)
}

function fingerprint(repository: Repository): Promise<string> {
  return fingerprintRoot(repository.readFirstRoot().signed)
}
