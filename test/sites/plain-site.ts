import type { SiteDefinition } from '../../src/sites/definition.ts'
import { parseSiteDefinition } from '../../src/sites/parse-definition.ts'

/** A site made up for tests of the reader itself. */
export function makePlainSite(part: object = {}): SiteDefinition {
  const { definition } = parseSiteDefinition({
    id: 'plain',
    name: 'Plain',
    channel: 'email',
    matches: [],
    anchor: ['#pane'],
    shadowHosts: ['.outlet'],
    pane: ['#pane'],
    unit: ['.message'],
    body: ['.body'],
    watch: ['data-id', 'class'],
    fields: {
      id: [{ extract: 'attribute', with: 'data-id' }],
      'sender.name': [{ select: '.from' }],
      subject: [{ select: 'h1', scope: 'root outside body' }],
    },
    ...part,
  })
  if (definition === undefined) throw new Error('the plain site is faulty')
  return definition
}

export function makeMessage(id: string, text: string, from = 'Ana'): string {
  return `<div class="message" data-id="${id}"><b class="from">${from}</b><div class="body">${text}</div></div>`
}
