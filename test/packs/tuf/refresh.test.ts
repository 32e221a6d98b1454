import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fetchTarget } from '../../../src/packs/tuf/fetch-target.ts'
import {
  readRoot,
  refresh,
  type Refreshed,
  type TrustedMetadata,
} from '../../../src/packs/tuf/refresh.ts'
import { UpdateError } from '../../../src/packs/tuf/update-error.ts'
import { DAY, START, SourceFolder } from './source-folder.ts'

const NAME = 'pack.json'
const LIMIT = 1024

let source: SourceFolder
let first: TrustedMetadata
beforeEach(() => {
  source = new SourceFolder()
})
afterEach(() => source.remove())

/** Publishes a first version with keys `a` and takes its root for trusted. */
function begin(threshold = 1, rootKeys = 1) {
  const keys = source.makeKeys('a', rootKeys)
  const repository = source.at(START)
  repository.begin(keys, threshold, 365)
  repository.publish(NAME, 'one', keys, 30)
  first = { root: source.read('1.root.json') }
  return keys
}

function update(trusted: TrustedMetadata, days = 1): Promise<Refreshed> {
  return refresh(trusted, { fetchFile: source.fetchFile, now: START + days * DAY })
}

async function readTarget(refreshed: Refreshed): Promise<string> {
  const bytes = await fetchTarget(NAME, refreshed.targets, LIMIT, source)
  return new TextDecoder().decode(bytes)
}

/** The fault of an update that must fail. */
async function findFault(trusted: TrustedMetadata, days = 1): Promise<string> {
  try {
    await readTarget(await update(trusted, days))
  } catch (error) {
    if (error instanceof UpdateError) return `${error.fault} ${error.file}`
    throw error
  }
  return 'taken'
}

function tamper(file: string, change: (text: string) => string): void {
  const text = source.read(file)
  const changed = change(text)
  expect(changed).not.toBe(text)
  source.overrides.set(file, changed)
}

describe('an honest source', () => {
  it('gives its target, then the next one, over a change of all keys in three roots', async () => {
    let keys = begin()
    let state = await update(first)
    expect(await readTarget(state)).toBe('one')
    for (const name of ['b', 'c', 'd']) {
      const next = source.makeKeys(name)
      source.at(START + DAY).rotate(next, keys, 1, 365)
      source.at(START + DAY).resign(next, 30)
      keys = next
    }
    source.at(START + 2 * DAY).publish(NAME, 'two', keys, 30)
    state = await update(state.trusted, 3)
    expect(await readTarget(state)).toBe('two')
    expect(JSON.parse(state.trusted.root)).toMatchObject({ signed: { version: 4 } })
    expect(await readTarget(await update(first, 3))).toBe('two')
  })

  it('takes an update in which nothing changed', async () => {
    begin()
    const state = await update(first)
    expect((await update(state.trusted)).trusted).toEqual(state.trusted)
  })

  it('tells when the first of its files expires', async () => {
    begin()
    expect((await update(first)).expires).toBe(START + 30 * DAY)
  })

  it('needs as many root keys as its threshold says', async () => {
    const keys = begin(2, 3)
    const next = source.makeKeys('b')
    source.at(START).rotate(next, { ...keys, root: keys.root.slice(1) }, 1, 365)
    source.at(START).resign(next, 30)
    expect(await readTarget(await update(first))).toBe('one')
    const one = { ...keys, root: keys.root.slice(2) }
    expect(() => source.at(START).rotate(next, one, 1, 365)).toThrow('0 of the 1 keys')
  })

  it('recovers by new keys from versions that a thief signed far too high', async () => {
    const keys = begin()
    for (let count = 0; count < 5; count += 1) source.at(START).renew(keys, 30)
    const state = await update(first)
    const next = source.makeKeys('b')
    source.at(START).rotate(next, keys, 1, 365)
    source.at(START).resign(next, 30)
    const timestamp = JSON.parse(source.read('timestamp.json')) as { signed: { version: number } }
    expect(timestamp.signed.version).toBeGreaterThan(1)
    expect(await readTarget(await update(state.trusted))).toBe('one')
  })
})

describe('a hostile or broken server', () => {
  const files: [file: string, expected: string][] = [
    ['timestamp.json', 'signature timestamp.json'],
    ['1.snapshot.json', 'signature 1.snapshot.json'],
    ['1.targets.json', 'signature 1.targets.json'],
  ]
  it.each(files)('can’t change %s', async (file, expected) => {
    begin()
    tamper(file, (text) => text.replace('2026-12-01', '2036-12-01'))
    expect(await findFault(first)).toBe(expected)
  })

  it.each(files)('can’t cut %s short, leave it out or answer with a page', async (file) => {
    begin()
    source.overrides.set(file, source.read(file).slice(0, -40))
    expect(await findFault(first)).toBe(`malformed ${file}`)
    source.overrides.set(file, undefined)
    expect(await findFault(first)).toBe(`missing ${file}`)
    source.overrides.set(file, '<!doctype html><title>Sign in to the network</title>')
    expect(await findFault(first)).toBe(`malformed ${file}`)
    source.overrides.set(file, ' '.repeat(1024 * 1024))
    expect(await findFault(first)).toBe(`too-large ${file}`)
  })

  it('can’t change the target, nor lengthen it', async () => {
    begin()
    const { targets } = await update(first)
    const file = `targets/${targets[NAME]?.hashes.sha256 ?? ''}.${NAME}`
    source.overrides.set(file, 'two')
    expect(await findFault(first)).toBe(`mismatch ${file}`)
    source.overrides.set(file, 'one and more')
    expect(await findFault(first)).toBe(`too-large ${file}`)
    source.overrides.set(file, 'on')
    expect(await findFault(first)).toBe(`mismatch ${file}`)
  })

  it('can’t roll back: neither by an old timestamp nor by an old snapshot in a new one', async () => {
    const keys = begin()
    const old = source.read('timestamp.json')
    source.at(START).publish(NAME, 'two', keys, 30)
    const state = await update(first)
    source.overrides.set('timestamp.json', old)
    expect(await findFault(state.trusted)).toBe('rollback timestamp.json')
  })

  it('can’t hold an old state for ever', async () => {
    begin()
    expect(await findFault(first, 29)).toBe('taken')
    expect(await findFault(first, 31)).toBe('expired timestamp.json')
    const state = await update(first)
    expect(await findFault(state.trusted, 31)).toBe('expired timestamp.json')
    expect(await findFault(first, 366)).toBe('expired 1.root.json')
  })

  it('can’t mix files of two states', async () => {
    const keys = begin()
    const old = { snapshot: source.read('1.snapshot.json'), targets: source.read('1.targets.json') }
    source.at(START).publish(NAME, 'two', keys, 30)
    source.overrides.set('2.snapshot.json', old.snapshot)
    expect(await findFault(first)).toBe('mismatch 2.snapshot.json')
    source.overrides.delete('2.snapshot.json')
    source.overrides.set('2.targets.json', old.targets)
    expect(await findFault(first)).toBe('mismatch 2.targets.json')
  })

  it('can’t sign with keys of its own', async () => {
    begin()
    const other = new SourceFolder()
    const keys = other.makeKeys('x')
    other.at(START).begin(keys, 1, 365)
    other.at(START).publish(NAME, 'evil', keys, 30)
    source.overrides.set('timestamp.json', other.read('timestamp.json'))
    expect(await findFault(first)).toBe('signature timestamp.json')
    source.overrides.set('2.root.json', other.read('1.root.json'))
    expect(await findFault(first)).toBe('signature 2.root.json')
    other.remove()
  })

  it('can’t pass a root on that too few keys of the old one signed', async () => {
    const keys = begin(2, 2)
    const next = source.makeKeys('b')
    source.at(START).rotate(next, keys, 1, 365)
    const root = JSON.parse(source.read('2.root.json')) as { signatures: { keyid: string }[] }
    const id = keys.root[0]?.key.keyID
    root.signatures = root.signatures.filter(({ keyid }) => keyid !== id)
    source.overrides.set('2.root.json', JSON.stringify(root))
    expect(await findFault(first)).toBe('signature 2.root.json')
  })

  it('can’t count one key twice', async () => {
    begin(2, 2)
    const root = JSON.parse(first.root) as {
      signatures: { keyid: string; sig: string }[]
      signed: { keys: Record<string, unknown>; roles: { root: { keyids: string[] } } }
    }
    const [signature] = root.signatures
    if (signature === undefined) throw new Error('the root is not signed')
    root.signatures = [signature, signature]
    await expect(readRoot('root.json', JSON.stringify(root))).rejects.toThrow('two signatures')
    root.signatures = [signature]
    await expect(readRoot('root.json', JSON.stringify(root))).rejects.toThrow('1 of the 2')
  })

  it('can’t send roots without end', async () => {
    let keys = begin()
    for (let count = 0; count < 65; count += 1) {
      source.at(START).rotate(keys, keys, 1, 365)
      keys = { ...keys }
    }
    expect(await findFault(first)).toBe('malformed 66.root.json')
  })

  it('asks for nothing but files of the source', async () => {
    begin()
    await readTarget(await update(first))
    expect(source.asked).toEqual([
      '2.root.json',
      'timestamp.json',
      '1.snapshot.json',
      '1.targets.json',
      expect.stringMatching(/^targets\/[0-9a-f]{64}\.pack\.json$/),
    ])
  })
})
