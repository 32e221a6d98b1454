// @vitest-environment happy-dom
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Message } from '../../src/engine/message.ts'
import { compileSite } from '../../src/sites/compile-site.ts'
import { FieldTally } from '../../src/sites/field-tally.ts'
import { PaneCache } from '../../src/sites/pane-cache.ts'
import { assembleUnit, readContent, viewUnit, type RunState } from '../../src/sites/read-unit.ts'
import { loadDefinition, showPage } from './read-fixture.ts'

const PEOPLE = ['Ana Example', 'Kim Viewer', 'Bob Example'] as const
const PROFILES = ['ACoAAAsender01', 'ACoAAAviewer00', 'ACoAAAsender02'] as const
const DOWNLOAD =
  '<button class="msg-s-event-listitem__download-attachment-button ui-attachment--zip"><b class="ui-attachment__filename">a.zip</b></button>'

/** What a message may show, and what its body may imitate. */
const part = fc.record({
  at: fc.nat(3),
  name: fc.constantFrom(undefined, 0, 1, 2),
  profile: fc.constantFrom(undefined, 0, 1, 2),
  isOther: fc.boolean(),
  hasUrn: fc.boolean(),
  subject: fc.constantFrom(undefined, 'Offer', 'Another offer'),
  isForged: fc.boolean(),
  hasFile: fc.boolean(),
  isFollower: fc.boolean(),
})
type Part = typeof part extends fc.Arbitrary<infer T> ? T : never

function makeUnit(one: Part): string {
  const content = `${1_700_000_000_000 + one.at}b58769-004&cf2a035c-1111-4222-8333-444455556666_01${one.at}`
  const urn = `urn:li:msg_message:(urn:li:fsd_profile:ACoAAAviewer00,2-${btoa(content)})`
  const name = `<b class="msg-s-message-group__name">${PEOPLE[one.name ?? 0]}</b>`
  const link = `<a class="msg-s-event-listitem__link" href="https://www.linkedin.com/in/${PROFILES[one.profile ?? 0]}/"></a>`
  const subject = `<h3 class="msg-s-event-listitem__subject">${one.subject ?? 'forged'}</h3>`
  const head = [
    one.profile === undefined ? '' : link,
    one.name === undefined ? '' : name,
    one.subject === undefined ? '' : subject,
    one.hasFile ? DOWNLOAD : '',
  ]
  const body = one.isForged ? `text ${name}${link}${subject}${DOWNLOAD}` : 'text'
  const classes = `msg-s-event-listitem${one.isOther ? ' msg-s-event-listitem--other' : ''}`
  return `<div class="${classes}"${one.hasUrn ? ` data-event-urn="${urn}"` : ''}>${head.join('')}<div class="msg-s-event-listitem__body">${body}</div><div class="msg-s-event__content">${body}</div></div>`
}

const site = () => compileSite(loadDefinition('linkedin'), document)
type Site = ReturnType<typeof site>

function read(site: Site, unit: Element, panes: PaneCache, inherited?: RunState) {
  const view = viewUnit(site, unit, panes)
  if (view === undefined) throw new Error('no message')
  const steps = readContent(view)
  let step = steps.next()
  while (step.done !== true) step = steps.next()
  return assembleUnit(view, panes, step.value, inherited, new FieldTally(site))
}

describe('a message of a kind that was read before', () => {
  it('gives the same as one that is read by itself', () => {
    const compiled = site()
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 12 }), (parts) => {
        showPage(
          `<div class="msg-thread">${parts.map(makeUnit).join('')}</div>`,
          'https://www.linkedin.com/messaging/thread/2-x/',
        )
        const panes = new PaneCache()
        const tally = new FieldTally(compiled)
        const units = [...document.querySelectorAll('.msg-thread > *')]
        let run: RunState | undefined
        const messages: Message[] = []
        for (const [index, unit] of units.entries()) {
          const inherited = parts[index]?.isFollower === true ? run : undefined
          const view = viewUnit(compiled, unit, panes)!
          const steps = readContent(view)
          let step = steps.next()
          while (step.done !== true) step = steps.next()
          const shared = assembleUnit(view, panes, step.value, inherited, tally)
          const alone = read(compiled, unit, new PaneCache(), inherited)
          expect(shared.message).toEqual(alone.message)
          expect(shared.run).toEqual(alone.run)
          shared.way.count++
          messages.push(shared.message)
          run = shared.run
        }
        const named = messages.filter(({ sender }) => sender?.name !== undefined).length
        expect(tally.count()['sender.name']?.at(-1)).toBe(messages.length - named)
      }),
      { numRuns: Number(process.env['FUZZ_RUNS'] ?? 8) * 25 },
    )
  }, 60_000)
})
