import { join } from 'node:path'
import { build } from 'vite'
import type { FixtureCase, FixtureStep } from '../../sites/fixture-cases.ts'
import type { PageChange } from '../../sites/mutate-page.ts'

declare global {
  var startReading: (definition: unknown) => void
  var runSteps: (document: Document, steps: readonly FixtureStep[]) => void
  var mutatePage: (
    document: Document,
    change: PageChange,
    names: readonly string[],
    panes: readonly string[],
  ) => void
  var listMessages: () => readonly unknown[]
  var listTexts: () => readonly string[]
  var readAfresh: (definition: unknown) => Promise<readonly string[]>
  var readHealth: () => string | undefined
  var listFaults: () => readonly unknown[]
}

/** As much of a page as the drivers of both browsers give. */
export interface DrivenPage {
  evaluate<T, A>(work: (argument: A) => T, argument: A): Promise<Awaited<T>>
  evaluate<T>(work: string): Promise<T>
}

/** The reader alone, as a script for any page. */
export async function bundleReader(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: {
        entry: join(import.meta.dirname, '../../sites/reader-in-page.ts'),
        formats: ['iife'],
        name: 'readerInPage',
      },
    },
  })
  const bundle = Array.isArray(result) ? result[0] : result
  if (bundle === undefined || !('output' in bundle)) throw new Error('nothing was built')
  return bundle.output[0].code
}

export function makePage({ html, bodyClass = '', shadowHost }: FixtureCase): string {
  const start = `<!doctype html><meta charset="utf-8"><body class="${bodyClass}">`
  return start + (shadowHost ?? html)
}

/** Has the fixture's page read by the bundled reader. */
export async function startFixture(
  page: DrivenPage,
  script: string,
  { html, shadowHost, frames }: FixtureCase,
  definition: unknown,
): Promise<void> {
  if (shadowHost !== undefined) await page.evaluate(fillShadow, html)
  await page.evaluate(script)
  await page.evaluate((parsed) => {
    startReading(parsed)
  }, definition)
  if (frames.length > 0) await page.evaluate(fillFrames, frames)
}

/** Runs in the page. */
function fillShadow(html: string): void {
  document.body.firstElementChild!.attachShadow({ mode: 'open' }).innerHTML = html
}

/** Runs in the page. */
function fillFrames(bodies: readonly string[]): void {
  for (const [index, frame] of [...document.querySelectorAll('iframe')].entries()) {
    frame.contentDocument!.body.innerHTML = bodies[index] ?? ''
  }
}
