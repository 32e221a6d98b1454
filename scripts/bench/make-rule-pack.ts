import { deriveUuid } from '../../src/packs/content-hash.ts'
import { makeRandom, pick } from './random.ts'

const SYLLABLES = ['ta', 'ren', 'mo', 'lis', 'ker', 'an', 'vo', 'dip', 'su', 'gal', 'ne', 'ro']

/**
 * The text of a pack of so many signals, the same in every run: most look for phrases, some for one
 * of several words at a place, some for words with a gap between them.
 */
export function makeRulePack(count: number, version: string, seed = 5): string {
  const random = makeRandom(seed)
  const words = Array.from({ length: 4_000 }, () =>
    Array.from({ length: 2 + Math.floor(random() * 2) }, () => pick(random, SYLLABLES)).join(''),
  )
  const documents = Array.from({ length: count }, (_, number) => {
    const phrase = Array.from({ length: 3 + Math.floor(random() * 3) }, () => pick(random, words))
    const others = Array.from({ length: 3 }, () => pick(random, words))
    const value = makeSignal(
      number,
      `${version} ${number}`,
      makeSelection(random(), phrase, others),
    )
    return { path: `signals/trust/generated_${number}.yml`, value }
  })
  return JSON.stringify({
    format: 1,
    engine: 1,
    name: 'Generated rules',
    version,
    created: '2026-11-24T10:00:00.000Z',
    changes: [],
    documents,
  })
}

function makeSelection(kind: number, phrase: string[], others: string[]): Record<string, unknown> {
  if (kind < 0.72) return { 'words|contains': ` ${phrase.join(' ')} ` }
  if (kind < 0.92) {
    return { 'words|contains': others.map((word) => ` ${phrase.with(1, word).join(' ')} `) }
  }
  const [first = '', ...rest] = phrase
  return { 'words|re': ` ${first} ([^ ]+ ){0,3}${rest.join(' ')} ` }
}

function makeSignal(number: number, seed: string, selection: Record<string, unknown>): object {
  return {
    title: `Generated rule ${number}`,
    id: deriveUuid(seed),
    name: `generated_${number}`,
    status: 'test',
    description: 'Looks for words that mean nothing.',
    logsource: { product: 'message', category: 'recruiting' },
    detection: { selection, condition: 'selection' },
    level: 'low',
    stage: 'trust',
    explain: 'They say words that mean nothing.',
    innocent: 'Nobody says them.',
    advice: 'Ask what they mean.',
  }
}
