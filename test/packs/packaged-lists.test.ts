import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ruleSetData } from 'virtual:rules'
import { compilePack } from '../../src/packs/compile.ts'
import { readPackagedLists } from '../../scripts/packaged-lists.ts'
import { file, houseSignal } from './pack-files.ts'

const { freemail_hosts: free = [], disposable_hosts: disposable = [] } = ruleSetData.lists.values
const packaged = { organisations: [], values: { some_hosts: ['a.test', 'b.test'] }, fileKinds: {} }

describe('a list that names a package', () => {
  const join = (list: string): readonly string[] | undefined =>
    compilePack([houseSignal(), file('lists/some_hosts.yml', list)], packaged).pack.data.lists
      .values.some_hosts

  it('has its own values and those of the package, less those left out', () => {
    expect(join('package: some/file\nwithout: [b.test]\nvalues: [c.test, a.test]\n')).toEqual([
      'c.test',
      'a.test',
    ])
  })

  it('is joined with nothing where it does not say so', () => {
    expect(join('values: [c.test]\n')).toEqual(['c.test'])
  })
})

describe('the built-in mail hosts', () => {
  it.each(['email-providers', 'disposable-email-domains-js'])(
    'state the version of %s that they are joined with',
    (name) => {
      const read = (path: string): string =>
        readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
      const version = /"version": "([^"]+)"/.exec(read(`node_modules/${name}/package.json`))?.[1]
      const lists = ['freemail_hosts', 'disposable_hosts'].map((list) =>
        read(`rules/lists/${list}.yml`),
      )
      expect(lists.join('\n')).toContain(`npm package ${name} ${version ?? '?'} `)
    },
  )

  it('hold what people use, by hand and by package', () => {
    expect(free).toEqual(expect.arrayContaining(['gmail.com', 'proton.me', 'consultant.com']))
    expect(disposable).toEqual(expect.arrayContaining(['mailinator.com', 'yopmail.com']))
    expect(free.length).toBeGreaterThan(5000)
    expect(disposable.length).toBeGreaterThan(8000)
  })

  it('take no firm for a provider of free mail', () => {
    expect(free.filter((host) => ['facebook.com', 'bt.com', 'msk.ru'].includes(host))).toEqual([])
    const official = new Map(
      ruleSetData.lists.organisations.flatMap(({ name, domains }) =>
        domains.map((domain) => [domain, name]),
      ),
    )
    // Portals that give an address to anybody beside their own staff.
    const portals = new Set(['Naver', 'Kakao', 'Yandex', 'Orange', 'Mail.ru', 'Rambler', 'Seznam'])
    const clashes = [...free, ...disposable].filter((host) => official.has(host))
    expect(clashes.filter((host) => !portals.has(official.get(host) ?? ''))).toEqual([])
  })

  it('are never listed twice', () => {
    const { values } = readPackagedLists()
    const both = new Set(values.disposable_hosts)
    expect(values.freemail_hosts?.filter((host) => both.has(host))).toEqual([])
  })
})
