// @vitest-environment happy-dom
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { EXTRACTORS, SCOPES, siteDefinitionSchema } from '../../src/sites/definition.ts'
import { parseSiteDefinition } from '../../src/sites/parse-definition.ts'
import { readPage, showPage } from './read-fixture.ts'

const DOCUMENT = readFileSync(join(import.meta.dirname, '../../docs/sites.md'), 'utf8')

function takeBlock(language: string): string {
  const start = DOCUMENT.indexOf(`\`\`\`${language}\n`) + language.length + 4
  return DOCUMENT.slice(start, DOCUMENT.indexOf('```', start))
}

it('reads the example of the documentation as the documentation says', async () => {
  const { definition, faults } = parseSiteDefinition(parse(takeBlock('yaml')))
  expect(faults).toEqual([])
  showPage(takeBlock('html'), 'https://mail.plainpost.example/mail/42')
  const page = await readPage(document, definition!)
  page.reader.stop()
  expect([...page.messages.values()]).toEqual([
    {
      id: '42',
      site: 'plainpost',
      channel: 'email',
      sender: { name: 'Ana Example', email: 'ana@skyward.example' },
      subject: 'A role in our team',
      sentAt: '2026-09-20T14:44:00.000Z',
      text: 'Hello,\n\nsee the attached file.',
      attachments: [
        { name: 'Offer.zip', size: 79872, url: 'https://mail.plainpost.example/get/1' },
      ],
    },
  ])
})

it.each([...Object.keys(siteDefinitionSchema.entries), ...EXTRACTORS, ...SCOPES])(
  'explains "%s"',
  (word) => {
    expect(DOCUMENT).toContain(`\`${word}\``)
  },
)
