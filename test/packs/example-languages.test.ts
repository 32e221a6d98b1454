import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compilePack } from '../../src/packs/compile.ts'
import {
  countExampleLanguages,
  RULE_LANGUAGES,
  writeLanguageTable,
} from '../../src/packs/house/example-languages.ts'
import { readRuleFolder } from '../../src/cli/read-rules.ts'
import { houseSignal, houseStory } from './pack-files.ts'

/** The story that stands for each core family: it must work wherever people are recruited. */
const CORE: readonly (readonly [family: string, story: string])[] = [
  ['channel shift', 'secret_talk_on_private_channel'],
  ['archive with password', 'job_offer_with_locked_archive'],
  ['run this', 'run_code_before_first_talk'],
  ['task scam', 'task_scam_two_signs'],
  ['fee', 'advance_fee_job'],
]

describe('the languages of examples', () => {
  const { files } = readRuleFolder(join(import.meta.dirname, '..', '..', 'rules'))
  const rows = countExampleLanguages(compilePack(files).pack)

  it.each(CORE)('%s: %s has hits and near misses in all of them', (_family, story) => {
    const row = rows.find((other) => other.story === story)
    expect(RULE_LANGUAGES.filter((language) => !row?.match.has(language))).toEqual([])
    expect(RULE_LANGUAGES.filter((language) => !row?.near.has(language))).toEqual([])
  })

  it('are counted for stories, by the whole conversation', () => {
    const tests =
      "{ match: [['der Mond', 'und die Sonne ist mit uns'], 'the moon and you'], near: ['月'] }"
    const { pack } = compilePack([houseSignal(), houseStory({ tests })])
    const [row, ...others] = countExampleLanguages(pack)
    expect(others).toEqual([])
    expect([...(row?.match ?? [])]).toEqual([
      ['de', 1],
      ['en', 1],
    ])
    expect([...(row?.near ?? [])]).toEqual([['zh', 1]])
  })

  it('make a table with a line for each story', () => {
    const { pack } = compilePack([
      houseSignal(),
      houseStory({ tests: "{ match: ['the moon and you'] }" }),
    ])
    const [head = '', line = '', ...rest] = writeLanguageTable(countExampleLanguages(pack)).split(
      '\n',
    )
    expect(head).toMatch(/ en {2}de {2}fr/)
    expect(line).toMatch(/^moon_fraud_story +1 +· +·/)
    expect(rest).toEqual([''])
  })
})
