import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'tldts'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { FILE_KINDS } from '../../../src/engine/rule-set.ts'

const folder = new URL('../../../rules/lists/', import.meta.url)
const schema = v.object({
  title: v.string(),
  source: v.string(),
  date: v.pipe(v.string(), v.isoDate()),
  values: v.array(v.string()),
})

const files = readdirSync(fileURLToPath(folder)).filter((name) => name.endsWith('.yml'))
const hostFiles = files.filter((name) => /_hosts\.yml$|^shorteners\.yml$/.test(name))

const read = (name: string): unknown => parseYaml(readFileSync(new URL(name, folder), 'utf8'))

/** Lists of which a host may stand in one only: they contradict each other. */
const DISTINCT = [
  'freemail_hosts.yml',
  'disposable_hosts.yml',
  'ats_hosts.yml',
  'staffing_hosts.yml',
]

describe('lists of hosts', () => {
  it.each(hostFiles)('%s holds hosts that can exist, each once', (name) => {
    const { values } = v.parse(schema, read(name))
    expect(values.length).toBeGreaterThan(10)
    expect(new Set(values).size).toBe(values.length)
    for (const value of values) {
      const host = value.split('/')[0] ?? ''
      expect(value, value).toMatch(/^[a-z0-9.-]+(?:\/[a-z0-9/._-]+)?$/)
      expect(host.startsWith('www.'), value).toBe(false)
      const { isIcann, isPrivate } = parse(host, { allowPrivateDomains: true })
      expect(isIcann === true || isPrivate === true, value).toBe(true)
    }
  })

  it('do not contradict each other', () => {
    const owners = new Map<string, string>()
    for (const name of DISTINCT) {
      for (const host of v.parse(schema, read(name)).values) {
        expect(owners.get(host), host).toBeUndefined()
        owners.set(host, name)
      }
    }
  })

  it('name enough vendors of hiring', () => {
    const names = [
      'ats_hosts.yml',
      'assessment_hosts.yml',
      'scheduling_hosts.yml',
      'job_board_hosts.yml',
    ]
    const count = names.reduce((sum, name) => sum + v.parse(schema, read(name)).values.length, 0)
    expect(count).toBeGreaterThanOrEqual(120)
  })
})

describe('file_kinds.yml', () => {
  const kinds = v.parse(
    v.object({ kinds: v.record(v.picklist(FILE_KINDS), v.array(v.string())) }),
    read('file_kinds.yml'),
  ).kinds

  it('fills every kind', () => {
    for (const kind of FILE_KINDS) expect(kinds[kind]?.length ?? 0, kind).toBeGreaterThan(2)
  })

  it('lists an extension under one kind, lower case, without a dot', () => {
    const all = Object.values(kinds).flat()
    expect(new Set(all).size).toBe(all.length)
    for (const entry of all) expect(entry).toMatch(/^[a-z0-9-]+$|^[a-z]+\/[a-z0-9.+-]+$/)
  })

  it.each([
    'exe',
    'scr',
    'com',
    'pif',
    'cpl',
    'chm',
    'msi',
    'msix',
    'appx',
    'js',
    'jse',
    'vbs',
    'vbe',
    'wsf',
    'wsh',
    'hta',
    'ps1',
    'bat',
    'cmd',
    'jar',
    'lnk',
    'url',
    'library-ms',
    'search-ms',
    'settingcontent-ms',
    'rdp',
    'iqy',
    'xll',
    'one',
    'iso',
    'img',
    'vhd',
    'vhdx',
    'dmg',
    'pkg',
    'command',
    'deb',
    'rpm',
    'desktop',
    'appimage',
  ])('takes .%s for no harmless document', (extension) => {
    const kind = FILE_KINDS.find((name) => kinds[name]?.includes(extension))
    expect(kind).toBeDefined()
    expect(['document', 'pdf', 'image', 'data', 'spreadsheet']).not.toContain(kind)
  })
})
