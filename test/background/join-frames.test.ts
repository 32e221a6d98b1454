import { beforeEach, describe, expect, it } from 'vitest'
import * as v from 'valibot'
import type { Message } from '../../src/engine/message.ts'
import { joinFrames, type Joined } from '../../src/background/join-frames.ts'
import { newTabState, startFrame, type TabState } from '../../src/background/tab-state.ts'
import { siteDefinitionSchema, type SiteDefinition } from '../../src/sites/definition.ts'

const define = (bodyFrames: string[]): SiteDefinition =>
  v.parse(siteDefinitionSchema, {
    id: 'icloud',
    name: 'iCloud Mail',
    channel: 'email',
    matches: ['https://www.icloud.com/*'],
    anchor: ['a'],
    unit: ['u'],
    body: ['b'],
    bodyFrames,
  })
const SITE = define(['iframe'])
const LIST = 1
const BODY = 2
const OTHER = 3

const makeHead = (path: string, name: string): Message => ({
  id: `frame:${path}`,
  site: 'icloud',
  channel: 'email',
  sender: { name },
  subject: `subject of ${name}`,
  text: '',
})
const makeBody = (text: string): Message => ({
  id: `#${text}`,
  site: 'icloud',
  channel: 'email',
  text,
})

let state: TabState
beforeEach(() => {
  state = [LIST, BODY, OTHER].reduce(
    (all, frameId) => startFrame(all, { frameId, url: 'https://www.icloud.com/' }),
    newTabState(1, false),
  )
})

function tell(
  frameId: number,
  path: string,
  messages: readonly Message[],
  gone: readonly string[] = [],
  site = SITE,
): Joined {
  const batch = { messages, unread: new Map(), refused: 0 }
  const joined = joinFrames(state, { site, frameId, path, batch, gone })
  state = joined.state
  return joined
}
const sendersOf = ({ batch }: Joined) => batch.messages.map(({ sender }) => sender?.name)

describe('heads and bodies in several frames', () => {
  it('meet where the head came first', () => {
    expect(tell(LIST, '0', [makeHead('0.0', 'Ana')]).batch.messages).toEqual([])
    const [message] = tell(BODY, '0.0', [makeBody('hello')]).batch.messages
    expect(message).toEqual({
      ...makeBody('hello'),
      sender: { name: 'Ana' },
      subject: 'subject of Ana',
    })
  })

  it('meet where the body came first: it is asked again', () => {
    expect(sendersOf(tell(BODY, '0.0', [makeBody('hello')]))).toEqual([undefined])
    expect(tell(LIST, '0', [makeHead('0.0', 'Ana')]).stale).toEqual([BODY])
    const again = tell(BODY, '0.0', [makeBody('hello')])
    expect(sendersOf(again)).toEqual(['Ana'])
    expect(again.stale).toEqual([])
  })

  it('are not mixed up between two frames', () => {
    tell(LIST, '0', [makeHead('0.0', 'Ana'), makeHead('0.1', 'Bob')])
    expect(sendersOf(tell(OTHER, '0.1', [makeBody('two')]))).toEqual(['Bob'])
    expect(sendersOf(tell(BODY, '0.0', [makeBody('one')]))).toEqual(['Ana'])
    expect(sendersOf(tell(BODY, '0.2', [makeBody('none')]))).toEqual([undefined])
  })

  it('part where the head changes or goes', () => {
    tell(LIST, '0', [makeHead('0.0', 'Ana')])
    tell(BODY, '0.0', [makeBody('one')])
    expect(tell(LIST, '0', [makeHead('0.0', 'Bob')]).stale).toEqual([BODY])
    expect(sendersOf(tell(BODY, '0.0', [makeBody('two')]))).toEqual(['Bob'])
    expect(tell(LIST, '0', [], ['frame:0.0']).stale).toEqual([BODY])
    expect(sendersOf(tell(BODY, '0.0', [makeBody('two')]))).toEqual([undefined])
  })

  it('part where the frame of the head gets another document', () => {
    tell(LIST, '0', [makeHead('0.0', 'Ana')])
    state = startFrame(state, { frameId: LIST, url: 'https://www.icloud.com/', documentId: 'new' })
    expect(sendersOf(tell(BODY, '0.0', [makeBody('one')]))).toEqual([undefined])
  })

  it('are nothing to sites that know no such frames', () => {
    const messages = [makeHead('0.0', 'Ana'), makeBody('hello')]
    const joined = tell(LIST, '0', messages, [], define([]))
    expect(joined.batch.messages).toEqual(messages)
    expect(joined.state.heads).toEqual([])
  })
})
