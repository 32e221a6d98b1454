import { describe, expect, it } from 'vitest'
import type { Finding, Stage } from '../../src/engine/verdict.ts'
import { findAttackPage } from '../../src/ui/attack-link.ts'
import { listSteps } from '../../src/page/stage-timeline.ts'

const finding = (stage: Stage, related: NonNullable<Finding['related']> = []): Finding => ({
  rule: 'r',
  name: 'r',
  title: 'r',
  level: 'high',
  stage,
  evidence: [],
  explain: '',
  innocent: '',
  advice: '',
  related,
})
const before = (stage: Stage, sentAt?: string) => ({
  id: '0',
  rule: 'r',
  stage,
  ...(sentAt === undefined ? {} : { sentAt }),
})

describe('the stages of a conversation', () => {
  it('are the five of a lure, in their order, seen or not', () => {
    expect(listSteps([finding('execution')])).toEqual([
      { stage: 'approach', reached: 'no' },
      { stage: 'trust', reached: 'no' },
      { stage: 'channel-shift', reached: 'no' },
      { stage: 'delivery', reached: 'no' },
      { stage: 'execution', reached: 'now' },
    ])
  })

  it('say when each was seen first', () => {
    const related = [
      before('approach', '2026-11-14T10:00:00Z'),
      before('approach', '2026-11-12T10:00:00Z'),
      before('trust'),
    ]
    expect(listSteps([finding('delivery', related)]).slice(0, 2)).toEqual([
      { stage: 'approach', reached: 'before', since: '2026-11-12T10:00:00Z' },
      { stage: 'trust', reached: 'before' },
    ])
  })

  it('have money and identity only where they were reached', () => {
    const stages = listSteps([finding('money', [before('identity')])]).map(({ stage }) => stage)
    expect(stages.slice(5)).toEqual(['money', 'identity'])
  })
})

describe('a tag', () => {
  it.each([
    ['attack.t1566', 'T1566', 'techniques/T1566/'],
    ['attack.t1566.001', 'T1566.001', 'techniques/T1566/001/'],
    ['attack.g0032', 'G0032', 'groups/G0032/'],
    ['attack.s0154', 'S0154', 'software/S0154/'],
  ])('%s leads to ATT&CK %s', (tag, name, path) => {
    expect(findAttackPage(tag)).toEqual({ name, href: `https://attack.mitre.org/${path}` })
  })

  it.each(['attack.initial-access', 'attack.t15', 'attack.t1566.1', 'tlp.clear', 'cve.2023.1'])(
    '%s leads nowhere',
    (tag) => {
      expect(findAttackPage(tag)).toBeUndefined()
    },
  )
})
