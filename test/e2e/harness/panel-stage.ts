import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { build } from 'vite'
import { ROOT_PATH } from '../../../scripts/run.mjs'
import type { Finding, Level } from '../../../src/engine/verdict.ts'
import type { Warning } from '../../../src/platform/schema/views.ts'
import { makeMessage } from '../../sites/plain-site.ts'
import type { PanelSetting } from './panel-page.ts'

/** The panel's own code as one script for an ordinary page. */
export async function bundlePanel(): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: 'error',
    root: ROOT_PATH,
    build: {
      write: false,
      target: 'es2022',
      rolldownOptions: {
        input: join(ROOT_PATH, 'test/e2e/harness/panel-page.ts'),
        output: { format: 'iife' },
      },
    },
  })
  const [bundle] = [output].flat()
  if (bundle === undefined || !('output' in bundle)) throw new Error('the panel was not bundled')
  return bundle.output[0].code
}

export const TEXT =
  'The archive is locked; its password is Flight2026! Open it with our reader, SecurePDF.exe. More at <a href="https://portal.evil.example/offer">the portal</a>.'

const at = (text: string): Finding['evidence'] => {
  const plain = TEXT.replace(/<[^>]+>/g, '')
  const start = plain.indexOf(text)
  return start < 0 ? [] : [{ field: 'text', start, end: start + text.length, text }]
}

const FINDINGS: readonly Finding[] = [
  {
    rule: '11111111-1111-4111-8111-111111111111',
    name: 'locked_archive_with_reader',
    title: 'A locked archive with a reader of its own',
    headline: 'Looks like a recruiter lure: a locked archive with a program to open it',
    level: 'high',
    stage: 'delivery',
    evidence: [...at('archive is locked'), ...at('password is Flight2026!')],
    explain:
      'The archive is locked, and its password stands beside it: no scanner can look inside.',
    innocent: 'Some firms encrypt papers that name a salary.',
    advice:
      'Do not open the archive. Ask the company for the job description through its own site.',
    tags: ['attack.t1566.001', 'attack.g0032'],
    related: [
      {
        id: '0',
        rule: '22222222-2222-4222-8222-222222222222',
        stage: 'approach',
        sentAt: '2026-11-12T10:00:00Z',
      },
      {
        id: '0b',
        rule: '33333333-3333-4333-8333-333333333333',
        stage: 'channel-shift',
        sentAt: '2026-11-14T10:00:00Z',
      },
    ],
  },
  {
    rule: '44444444-4444-4444-8444-444444444444',
    name: 'own_reader_program',
    title: 'A program is needed to read a document',
    level: 'high',
    stage: 'execution',
    evidence: at('SecurePDF.exe'),
    explain: 'A document that opens only with a program of the sender’s runs that program.',
    innocent: 'Some data rooms have viewers of their own.',
    advice: 'Open no program to read a document.',
    tags: ['attack.t1204.002', 'detection.emerging-threats'],
  },
]

/** A warning about the page's one message. */
export function makeWarning(level: Level, more: Partial<Warning> = {}): Warning {
  const findings = FINDINGS.map((finding) => ({ ...finding, level }))
  return {
    key: 'plain||1',
    site: 'plain',
    headline: FINDINGS[0]?.headline ?? '',
    verdict: { id: '1', level, findings },
    sender: 'ana.ferro@careers-skyward.example',
    dmarc: 'pass',
    hosts: ['portal.evil.example'],
    attachments: ['Offer_Ana.zip'],
    ruleSet: '3f2b1c9a8f554d8e',
    ...more,
  }
}

/** Checkers of accessibility can't look into a closed root. */
const OPEN_ROOTS = `const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (init) {
  return attach.call(this, { ...init, mode: 'open' });
};
`

/** A page with one message and its warning. `wide`: room around it, as sites have. */
export async function stagePanel(
  context: BrowserContext,
  script: string,
  { warning = makeWarning('high'), language = 'en', dark = false, text = TEXT, width = 1000 } = {},
): Promise<Page> {
  const page = await context.newPage()
  await page.setViewportSize({ width, height: 900 })
  const colours = dark ? '#1b1f23;color:#e6e6e6' : '#ffffff;color:#1b1b1b'
  await page.setContent(
    `<!doctype html><html lang="${language}"><head><title>Inbox</title><style>
      body{margin:8px;overflow-wrap:anywhere;font:16px/1.5 sans-serif;background:${colours}}
      a{color:${dark ? '#9cc4ff' : '#0a4ea2'}}
      ::highlight(mpanel){background-color:#ffdf8a;color:#1b1b1b}
    </style></head><body><main id="pane"><h1>Job offer</h1>${makeMessage('1', text, 'Ana Ferro')}</main></body></html>`,
  )
  await page.addScriptTag({ content: OPEN_ROOTS + script })
  const setting: PanelSetting = {
    messages: readMessages(language),
    direction: language === 'ar' ? 'rtl' : 'ltr',
    locale: language,
    warnings: [warning],
  }
  await page.bringToFront()
  await page.evaluate((given) => globalThis.showPanels?.(given), setting)
  await page.locator('.card').waitFor()
  return page
}

function readMessages(language: string): PanelSetting['messages'] {
  const file = join(ROOT_PATH, '_locales', language, 'messages.json')
  return JSON.parse(readFileSync(file, 'utf8')) as PanelSetting['messages']
}
