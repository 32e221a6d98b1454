import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { serveFolder } from '../../../src/cli/pack/serve-folder.ts'
import { compilePackFile, parsePackFile } from '../../../src/packs/pack-file.ts'
import { fetchTarget } from '../../../src/packs/tuf/fetch-target.ts'
import { refresh } from '../../../src/packs/tuf/refresh.ts'
import { houseSignal, houseStory } from '../../packs/pack-files.ts'
import { NO_RULES, makeFolder, runCommand, type Outcome } from '../memory-terminal.ts'

const signal = houseSignal()
const story = houseStory()

function makeRules(): { folder: string; rules: string; out: string } {
  const folder = makeFolder({
    [`rules/${signal.path}`]: signal.text,
    [`rules/${story.path}`]: story.text,
  })
  return { folder, rules: join(folder, 'rules'), out: join(folder, 'public') }
}

function build(rules: string, out: string, ...more: string[]): Promise<Outcome> {
  return runCommand(['pack', 'build', rules, '--out', out, ...more])
}

/** What somebody who trusts the first root gets from the folder. */
async function fetchPack(out: string) {
  const world = {
    now: Date.now(),
    fetchFile: (file: string) => {
      const path = join(out, file)
      return Promise.resolve(existsSync(path) ? new Uint8Array(readFileSync(path)) : undefined)
    },
  }
  const root = readFileSync(join(out, '1.root.json'), 'utf8')
  const { targets } = await refresh({ root }, world)
  const bytes = await fetchTarget('pack.json', targets, 1_000_000, world)
  return parsePackFile(new TextDecoder().decode(bytes))
}

describe('pack build', () => {
  it('lays out what a client verifies and compiles to the same rules', async () => {
    const { rules, out } = makeRules()
    const built = await build(rules, out, '--name', 'Team rules', '--version', '7')
    expect(built).toMatchObject({ status: 0, error: '' })
    expect(built.out).toMatch(/Fingerprint: ([0-9a-f]{4} ){15}[0-9a-f]{4}\n/)
    const pack = await fetchPack(out)
    expect(pack).toMatchObject({ name: 'Team rules', version: '7' })
    const { pack: compiled, faults } = compilePackFile(pack, NO_RULES.lists)
    expect(faults).toEqual([])
    expect(compiled.data.signals).toHaveLength(1)
    expect(compiled.data.stories).toHaveLength(1)
  })

  it('makes keys beside the folder, for their owner alone, and uses them again', async () => {
    const { rules, out } = makeRules()
    const first = await build(rules, out)
    const keys = readdirSync(`${out}-keys`)
    expect(keys).toEqual(['root-1.pem', 'snapshot.pem', 'targets.pem', 'timestamp.pem'])
    for (const key of keys) expect(statSync(join(`${out}-keys`, key)).mode & 0o077).toBe(0)
    const second = await build(rules, out)
    expect(second.out).toContain('no rule changed')
    const print = /Fingerprint: .*/
    expect(print.exec(second.out)?.[0]).toBe(print.exec(first.out)?.[0])
  })

  it('tells what was added, changed and removed', async () => {
    const { folder, rules, out } = makeRules()
    await build(rules, out)
    writeFileSync(join(folder, 'rules', signal.path), `${signal.text}\n# said anew\n`)
    expect((await build(rules, out)).out).toContain('no rule changed')
    writeFileSync(
      join(folder, 'rules', signal.path),
      signal.text.replace(/^title: .*$/m, 'title: Another title'),
    )
    expect((await build(rules, out)).out).toContain('1 changed')
    expect((await fetchPack(out)).changes).toEqual([
      { kind: 'changed', name: expect.any(String) as string, title: 'Another title' },
    ])
  })

  it('says so where an upload of another state lies between its own files', async () => {
    const { rules, out, folder } = makeRules()
    await build(rules, out)
    writeFileSync(
      join(folder, 'rules', signal.path),
      signal.text.replace(/^title: .*$/m, 'title: Another title'),
    )
    writeFileSync(join(out, '2.root.json'), readFileSync(join(out, '1.root.json')))
    const { status, error } = await build(rules, out)
    expect(status).toBe(1)
    expect(error).toContain('no client would take it: 2.root.json: says that it is version 1')
  })

  it('publishes nothing while a rule is faulty, and names it', async () => {
    const { folder, rules, out } = makeRules()
    writeFileSync(join(folder, 'rules', 'broken.yml'), 'title: [')
    const { status, out: said, error } = await build(rules, out)
    expect(status).toBe(1)
    expect(said).toMatch(/broken\.yml:1: /)
    expect(error).toContain('Nothing was published')
    expect(existsSync(out)).toBe(false)
  })

  it('refuses keys that would be published', async () => {
    const { rules, out } = makeRules()
    const { status, error } = await build(rules, out, '--keys', join(out, 'keys'))
    expect(status).toBe(1)
    expect(error).toContain('keep keys elsewhere')
  })

  it('names keys that are not those of the source', async () => {
    const { folder, rules, out } = makeRules()
    await build(rules, out)
    await runCommand(['pack', 'keys', join(folder, 'other')])
    writeFileSync(join(folder, 'rules', story.path), story.text.replace(/^title: .*$/m, 'title: X'))
    const { status, error } = await build(rules, out, '--keys', join(folder, 'other'))
    expect(status).toBe(1)
    expect(error).toContain('targets key is not among the keys at hand')
    expect((await fetchPack(out)).changes.every(({ kind }) => kind === 'added')).toBe(true)
  })
})

describe('pack rotate', () => {
  it('lets those who trust the old keys follow', async () => {
    const { folder, rules, out } = makeRules()
    await build(rules, out)
    const keys = join(folder, 'new-keys')
    await runCommand(['pack', 'keys', keys, '--root-keys', '2'])
    const rotate = ['pack', 'rotate', out, '--keys', keys, '--threshold', '2', '--old-keys']
    expect(await runCommand([...rotate, `${out}-keys`])).toMatchObject({ status: 0, error: '' })
    expect((await fetchPack(out)).documents).toHaveLength(2)
    const { error } = await runCommand([...rotate, `${out}-keys`])
    expect(error).toContain('0 of the 2 keys')
  })
})

describe('pack serve', () => {
  it('serves the files of the source and nothing else of the folder', async () => {
    const { rules, out } = makeRules()
    await build(rules, out)
    writeFileSync(join(out, 'secret.txt'), 'secret')
    const server = await serveFolder(out, 0)
    const { port } = server.address() as AddressInfo
    const ask = (path: string, method = 'GET') =>
      new Promise<number | undefined>((resolve, reject) => {
        get({ port, path, method }, (response) => {
          response.resume()
          resolve(response.statusCode)
        }).on('error', reject)
      })
    expect(await ask('/timestamp.json')).toBe(200)
    expect(await ask('/1.root.json')).toBe(200)
    for (const path of ['/2.root.json', '/secret.txt', '/', '/../public-keys/root-1.pem']) {
      expect([path, await ask(path)]).toEqual([path, 404])
    }
    server.close()
  })

  it('says what to do where nothing was built', async () => {
    const { status, error } = await runCommand(['pack', 'serve', makeFolder({})])
    expect(status).toBe(1)
    expect(error).toContain('build one first')
  })
})
