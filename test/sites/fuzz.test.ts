// @vitest-environment happy-dom
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LocatedMessage } from '../../src/sites/located-message.ts'
import { makeMessage, makePlainSite } from './plain-site.ts'
import { readPage, showPage } from './read-fixture.ts'

/** One thing that a page may do; `which` chooses among what stands on it. */
const change = fc.record({
  kind: fc.constantFrom('add', 'remove', 'move', 'reuse', 'edit', 'wrap', 'forge', 'break', 'wait'),
  which: fc.nat(1_000),
  where: fc.nat(1_000),
})
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never

let next = 0
const newId = (): string => `m${++next}`

/** A message says its own id, so that any mix-up shows. */
const makeOwn = (): string => {
  const id = newId()
  return makeMessage(id, `text of ${id}`, `sender of ${id}`)
}

function pick<T>(items: readonly T[], which: number): T | undefined {
  return items[which % Math.max(items.length, 1)]
}

function apply(pane: Element, { kind, which, where }: Change): void {
  const units = [...pane.querySelectorAll('.message')]
  const unit = pick(units, which)
  const target = pick([pane, ...pane.querySelectorAll('section')], where) ?? pane
  if (kind === 'add') target.insertAdjacentHTML('beforeend', makeOwn())
  if (unit === undefined) return
  if (kind === 'remove') unit.remove()
  if (kind === 'move' && !unit.contains(target)) target.append(unit)
  if (kind === 'reuse') reuse(unit, newId())
  if (kind === 'edit') unit.querySelector('.body')?.append(` edited ${newId()}`)
  if (kind === 'wrap') wrap(unit)
  if (kind === 'forge') unit.querySelector('.body')?.insertAdjacentHTML('beforeend', makeOwn())
  if (kind === 'break') unit.querySelector('.body')?.remove()
}

function reuse(unit: Element, id: string): void {
  unit.setAttribute('data-id', id)
  const [from, body] = [unit.querySelector('.from'), unit.querySelector('.body')]
  if (from !== null) from.textContent = `sender of ${id}`
  if (body !== null) body.textContent = `text of ${id}`
}

function wrap(unit: Element): void {
  const section = document.createElement('section')
  unit.replaceWith(section)
  section.append(unit)
}

/** What stands on the page by its own account: outermost messages that have a body. */
function listTruth(pane: Element): Map<string, Element> {
  const units = [...pane.querySelectorAll('.message')].filter(
    (unit) => unit.parentElement?.closest('.body, .message') === null,
  )
  return new Map(
    units
      .filter((unit) => unit.querySelector('.body') !== null)
      .map((unit) => [unit.getAttribute('data-id') ?? '', unit]),
  )
}

describe('random changes of a page', () => {
  it('never throw, never tell a message twice, never mix two up', async () => {
    const property = fc.asyncProperty(fc.array(change, { maxLength: 40 }), async (changes) => {
      showPage(`<main id="pane"><h1>Offer</h1>${makeOwn()}${makeOwn()}</main>`)
      const pane = document.querySelector('#pane')!
      const read = await readPage(document, makePlainSite())
      const told = new Map<string, string>()
      let seen = 0
      const check = (): void => {
        for (const { gone, messages } of read.batches.slice(seen)) {
          for (const id of gone) told.delete(id)
          for (const message of messages) {
            const content = JSON.stringify(message)
            expect(told.get(message.id), 'told twice').not.toBe(content)
            told.set(message.id, content)
            expect(message.sender?.name).toBe(`sender of ${message.id}`)
            expect(message.text).toContain(`text of ${message.id}`)
          }
        }
        seen = read.batches.length
      }
      for (const one of changes) {
        apply(pane, one)
        if (one.kind === 'wait') await read.settle(one.which * 10)
        check()
      }
      await read.settle(10_000)
      check()
      const truth = listTruth(pane)
      expect([...read.messages.keys()].sort()).toEqual([...truth.keys()].sort())
      for (const [id, element] of truth) {
        const spot = read.reader.locate(id)
        expect(spot?.element).toBe(element)
        if (spot === undefined) continue
        const { text } = read.messages.get(id)!
        const range = new LocatedMessage(spot).findRange('text', 0, text.length, text)
        expect(element.contains(range?.startContainer ?? null)).toBe(true)
      }
      read.reader.stop()
    })
    await fc.assert(property, { numRuns: 60 })
  }, 60_000)
})
