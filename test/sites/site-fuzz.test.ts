// @vitest-environment happy-dom
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Message } from '../../src/engine/message.ts'
import { compileSite, type CompiledSite } from '../../src/sites/compile-site.ts'
import type { SiteDefinition } from '../../src/sites/definition.ts'
import { FieldTally } from '../../src/sites/field-tally.ts'
import { isUnit } from '../../src/sites/find-units.ts'
import { LocatedMessage } from '../../src/sites/located-message.ts'
import { PaneCache } from '../../src/sites/pane-cache.ts'
import { assembleUnit, readContent, viewUnit } from '../../src/sites/read-unit.ts'
import { FIXTURES, type FixtureCase } from './fixture-cases.ts'
import { mutatePage, pageChange, type PageChange } from './mutate-page.ts'
import { loadDefinition, readPage, showPage, type ReadPage } from './read-fixture.ts'

/** More with FUZZ_RUNS=200, others with FC_SEED=1. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 8)
const PAGES = FIXTURES.filter(({ steps, messages }) => steps.length === 0 && messages.length > 0)

async function open({ html, url, bodyClass = '', shadowHost, frames, site }: FixtureCase) {
  showPage(shadowHost ?? html, url, bodyClass)
  const host = document.body.firstElementChild
  if (shadowHost !== undefined) host!.attachShadow({ mode: 'open' }).innerHTML = html
  const page = await readPage(document, loadDefinition(site))
  for (const [index, content] of frames.entries()) {
    document.querySelectorAll('iframe')[index]!.contentDocument!.body.innerHTML = content
    await page.settle()
  }
  return page
}

/** No message is told twice in the same words, and none while it is told to be gone. */
function checkReports({ batches }: ReadPage): void {
  const told = new Map<string, string>()
  for (const { gone, messages, unread } of batches) {
    for (const id of gone) told.delete(id)
    for (const message of messages) {
      expect(gone, 'told and gone at once').not.toContain(message.id)
      const notes = unread.filter(({ id }) => id === message.id)
      const content = JSON.stringify([message, notes])
      expect(told.get(message.id), 'told twice').not.toBe(content)
      told.set(message.id, content)
    }
  }
}

/** What was told change by change is what a reader finds that comes to the page only now. */
async function checkAgainstFresh(page: ReadPage, site: string): Promise<void> {
  const definition = loadDefinition(site)
  const fresh = await readPage(document, definition)
  await fresh.settle(10_000)
  fresh.reader.stop()
  const claims = countClaims(definition)
  // An id made of the sender is another where the sender is carried.
  const isComparable = (id: string): boolean => definition.run === undefined || !id.startsWith('#')
  const ids = [...fresh.messages.keys()].filter(isComparable)
  expect([...page.messages.keys()].filter(isComparable).sort()).toEqual(ids.sort())
  for (const [id, message] of fresh.messages) {
    if (!isComparable(id)) continue
    const told = page.messages.get(id)!
    // Two elements may claim one id: then either may be the one told.
    if (claims.get(id) === 1) expect({ ...told, ...hideCarried(message) }).toEqual(message)
    const { text } = told
    const range = new LocatedMessage(page.reader.locate(id)!).findRange(
      'text',
      0,
      text.length,
      text,
    )
    expect(range === undefined, 'a warning elsewhere than what was told').toBe(text === '')
  }
}

/** A list that drops the head of a run leaves who wrote known: a reader that comes later knows less. */
function hideCarried(fresh: Message): object {
  return {
    ...(fresh.sender === undefined ? { sender: undefined } : {}),
    ...(fresh.direction === undefined && fresh.sender === undefined
      ? { direction: undefined }
      : {}),
  }
}

/** How many elements of the page show a message of each id. */
function countClaims(definition: SiteDefinition): Map<string, number> {
  const site = compileSite(definition, document)
  const hosts = [...document.querySelectorAll('*')]
  const roots = [document, ...hosts.flatMap(({ shadowRoot }) => shadowRoot ?? [])]
  const claims = new Map<string, number>()
  const elements = roots.flatMap((root) => [...root.querySelectorAll('*')])
  for (const unit of elements.filter((element) => isUnit(site, element))) {
    const id = readId(site, unit)
    if (id !== undefined) claims.set(id, (claims.get(id) ?? 0) + 1)
  }
  return claims
}

function readId(site: CompiledSite, unit: Element): string | undefined {
  const panes = new PaneCache()
  const view = viewUnit(site, unit, panes)
  if (view === undefined) return undefined
  const content = readContent(view)
  let step = content.next()
  while (step.done !== true) step = content.next()
  return assembleUnit(view, panes, step.value, undefined, new FieldTally(site)).message.id
}

async function play(
  page: ReadPage,
  changes: readonly PageChange[],
  { watch, pane }: SiteDefinition,
): Promise<void> {
  for (const change of changes) {
    mutatePage(document, change, watch, pane)
    if (change.kind === 'wait') await page.settle(change.which % 3_000)
  }
  await page.settle(20_000)
}

describe('random changes of each site’s pages', () => {
  it.each(PAGES)(
    '$name',
    async (fixture) => {
      const definition = loadDefinition(fixture.site)
      const property = fc.asyncProperty(
        fc.array(pageChange, { maxLength: 25 }),
        async (changes) => {
          const page = await open(fixture)
          try {
            await play(page, changes, definition)
            checkReports(page)
            await checkAgainstFresh(page, fixture.site)
          } finally {
            page.reader.stop()
          }
        },
      )
      await fc.assert(property, { numRuns: RUNS })
    },
    600_000,
  )
})
