import type { RuleFile } from '../../src/packs/compile.ts'

/** A signal as the specification has it, without our own fields. */
export function foreignSignal(name: string, extra = ''): string {
  return `title: ${name}
name: ${name}
logsource:
    product: message
detection:
    selection:
        text|contains: '${name}'
    condition: selection
${extra}`
}

export function foreignStory(name: string, rules: readonly string[], extra = ''): string {
  return `title: ${name}
name: ${name}
correlation:
    type: temporal
    rules: [${rules.join(', ')}]
    group-by: [thread]
    timespan: 2d
${extra}`
}

export function file(path: string, ...documents: readonly string[]): RuleFile {
  return { path, text: documents.join('---\n') }
}

const UUIDS = [
  '3f0c7c8a-2a35-4d57-9d6e-8f1f0a5b1c01',
  '5d8e2f6b-71c4-4a0e-b3a9-0c6d4e8f2a02',
  '9b1a4c7e-0f3d-4e2b-8a5c-7d9e1f3b5c03',
]

/** A built-in signal that keeps all house rules, with fields replaced or (null) left out. */
export function houseSignal(changes: Readonly<Record<string, string | null>> = {}): RuleFile {
  const fields: Record<string, string | null> = {
    title: "'Asks for the moon'",
    id: UUIDS[0] ?? '',
    name: 'asks_for_the_moon',
    status: 'test',
    description: "'Detects a request for the moon.'",
    date: '2026-11-24',
    tags: "['attack.t1566']",
    logsource: '{ product: message, category: recruiting }',
    detection: "{ selection: { words|contains: ' moon ' }, condition: selection }",
    falsepositives: "['Astronomers']",
    level: 'low',
    stage: 'trust',
    languages: '[en]',
    explain: "'They ask for the moon.'",
    innocent: "'Astronomers do.'",
    advice: "'Do not send it.'",
    tests: "{ match: ['the moon', 'moon', 'a moon'], near: ['the sun', 'moonlight', 'mars'] }",
    ...changes,
  }
  return { path: 'signals/trust/asks_for_the_moon.yml', text: writeFields(fields) }
}

export function houseStory(changes: Readonly<Record<string, string | null>> = {}): RuleFile {
  const fields: Record<string, string | null> = {
    title: "'Moon fraud'",
    id: UUIDS[1] ?? '',
    name: 'moon_fraud_story',
    status: 'test',
    description: "'Finds a fraud with the moon.'",
    date: '2026-11-24',
    tags: "['attack.t1566']",
    correlation:
      '{ type: temporal, rules: [asks_for_the_moon], group-by: [thread], timespan: 30d, condition: { gte: 1 } }',
    falsepositives: "['Astronomers']",
    level: 'medium',
    stage: 'trust',
    languages: '[en]',
    headline: "'They want the moon'",
    explain: "'They ask for the moon.'",
    innocent: "'Astronomers do.'",
    advice: "'Do not send it.'",
    tests: "{ match: ['the moon', 'moon', 'a moon'], near: ['the sun', 'moonlight', 'mars'] }",
    ...changes,
  }
  return { path: 'stories/moon_fraud_story.yml', text: writeFields(fields) }
}

export function houseException(changes: Readonly<Record<string, string | null>> = {}): RuleFile {
  const fields: Record<string, string | null> = {
    title: "'Astronomers'",
    id: UUIDS[2] ?? '',
    name: 'moon_among_astronomers',
    description: "'Exempts talk among astronomers, who share moons.'",
    date: '2026-11-24',
    logsource: '{ product: message, category: recruiting }',
    filter:
      "{ rules: [asks_for_the_moon], selection: { words|contains: ' telescope ' }, condition: not selection }",
    tests:
      "{ match: ['telescope moon', 'moon telescope', 'moon and telescope'], near: ['moon', 'telescope', 'mars'] }",
    ...changes,
  }
  return { path: 'exceptions/moon_among_astronomers.yml', text: writeFields(fields) }
}

function writeFields(fields: Readonly<Record<string, string | null>>): string {
  return Object.entries(fields)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => `${key}: ${value ?? ''}\n`)
    .join('')
}
