import { describe, expect, it } from 'vitest'
import { readCopy } from '../../src/settings/read-copy.ts'
import { writeCopy } from '../../src/settings/write-copy.ts'
import { fakeServices } from '../ui/fake-services.ts'

const FILE = { path: 'odd_viewer_wanted.yml', text: 'title: x\n', paused: true }
const CHOICES = {
  settings: { retentionDays: 180, disabledRules: [], ruleLevels: {}, notify: false },
  sites: { chosen: [], stopped: [], quiet: [] },
  senders: [],
}

describe('own rules in a copy of all data', () => {
  it('are written with it', async () => {
    const services = fakeServices({
      'data/choices': () => CHOICES,
      'inbox/keys': () => [],
      'data/memory': () => [],
      'own-rules/list': () => [{ ...FILE, changedAt: 1, rules: [], faults: [] }],
    })
    const { file } = await writeCopy(services, new Date(0))
    expect(JSON.parse(file.text)).toMatchObject({ ownRules: [FILE] })
  })

  it('come back, and the bad ones are named', async () => {
    const services = fakeServices({
      'own-rules/take': () => [{ path: FILE.path, isNew: true }],
      'data/take-choices': () => ({ faults: [], missing: [] }),
    })
    const ownRules = [FILE, { ...FILE, path: '../x.yml' }, 7]
    const text = JSON.stringify({ format: 'lurewatch-data', version: 1, ownRules })
    const { faults } = await readCopy(services, new File([text], 'copy.json'))
    expect(services.asked).toContainEqual(['own-rules/take', { files: [FILE] }])
    expect(faults).toEqual(['ownRules[1]: path', 'ownRules[2]: no rule file'])
  })

  it('that are refused as a whole lose nothing else', async () => {
    const services = fakeServices({
      'own-rules/take': () => {
        throw new Error('your organisation manages the rules')
      },
      'data/take-choices': () => ({ faults: [], missing: [] }),
    })
    const text = JSON.stringify({ format: 'lurewatch-data', version: 1, ownRules: [FILE] })
    const { faults } = await readCopy(services, new File([text], 'copy.json'))
    expect(faults).toEqual(['ownRules: your organisation manages the rules'])
  })
})
