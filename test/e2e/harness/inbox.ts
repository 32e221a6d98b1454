import type { DemoInbox, DemoMessage, DemoThread } from '../../../demo/inboxes.mjs'

const START = Date.parse('2026-11-20T09:00:00Z')

/** A message `minutes` after the first. */
export function makeMessage(
  text: string,
  minutes: number,
  more: Partial<DemoMessage> = {},
): DemoMessage {
  return { at: new Date(START + minutes * 60_000).toISOString(), from: 'them', text, ...more }
}

/** A conversation from plain texts, ten minutes apart; one that begins with `me: ` is the user's. */
export function makeThread(
  key: string,
  texts: readonly (string | DemoMessage)[],
  more: Partial<DemoThread> = {},
): DemoThread {
  const messages = texts.map((text, index) => {
    if (typeof text !== 'string') return text
    const isMine = text.startsWith('me: ')
    return makeMessage(isMine ? text.slice(4) : text, index * 10, { from: isMine ? 'me' : 'them' })
  })
  const name = `Sender ${key}`
  const person = {
    name,
    profile: `ACoAATest${key.replaceAll(/[^A-Za-z0-9]/g, '')}`,
    headline: 'Engineer',
    email: `${key}@sender.example`,
    // A stranger of the second degree would count as a recruiter.
    degree: 1,
  }
  return { key, lure: false, subject: `Subject ${key}`, with: person, messages, ...more }
}

export function makeLinkedIn(...threads: DemoThread[]): DemoInbox {
  return {
    me: { name: 'Sam Rivera', profile: 'ACoAADemoSamRivera0001', headline: 'Engineer' },
    threads,
  }
}

export function makeGmail(...threads: DemoThread[]): DemoInbox {
  return { me: { name: 'Sam Rivera', email: 'sam.rivera.demo@gmail.com' }, threads }
}

/** Lures that stand alone and must be flagged whatever else a thread holds. */
export const PASTED_COMMAND =
  'Your camera is blocked. Press Windows key + R, paste the command with Ctrl + V and press Enter to update the camera driver.'
export const HARMLESS = 'Shall we have lunch on Thursday? The usual place at noon.'
