import type { SourceView } from '../../../src/platform/source-protocol.ts'

export const NOW = Date.UTC(2026, 10, 24, 12)
const HOUR = 60 * 60 * 1000
const DAY = 24 * HOUR

export const FINGERPRINT = Array.from({ length: 16 }, (_, i) =>
  `${(i + 16) * 4096}`.slice(0, 4),
).join(' ')

const VERSIONS: SourceView['versions'] = [
  {
    hash: 'b'.repeat(64),
    version: '2026-11-22',
    created: '2026-11-22T12:00:00Z',
    installedAt: NOW - DAY,
    isCurrent: true,
    changes: [
      { kind: 'added', name: 'asks_for_badge', title: 'Asks for a picture of your badge' },
      { kind: 'changed', name: 'tender_portal', title: 'Sends you to a tender portal' },
      { kind: 'removed', name: 'old_phrase', title: 'Old phrase' },
    ],
  },
  {
    hash: 'a'.repeat(64),
    version: '2026-11-01',
    created: '2026-11-01T12:00:00Z',
    installedAt: NOW - 20 * DAY,
    isCurrent: false,
    changes: [],
  },
]

/** A source as it stands when all is well. */
export const NORTHWIND: SourceView = {
  id: 's0123abcd',
  kind: 'added',
  name: 'Northwind rules',
  url: 'https://rules.example.com/lurewatch/',
  fingerprint: FINGERPRINT,
  trust: 'limited',
  mayChangeOthers: false,
  paused: false,
  automatic: true,
  version: '2026-11-22',
  created: '2026-11-22T12:00:00Z',
  installedAt: NOW - DAY,
  expires: NOW + 80 * DAY,
  lastSuccess: NOW - 2 * HOUR,
  lastTry: NOW - 2 * HOUR,
  nextTry: NOW + 5 * HOUR,
  versions: VERSIONS,
  rules: { signals: 4, stories: 2, exceptions: 0, lists: 1, sites: 0 },
  ruleFaults: [],
}
