import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { makeRandom } from './random.ts'

export interface Corpus {
  /** 2,000 bodies that are measured. */
  readonly messages: readonly string[]
  /** Others, from which rules are made. */
  readonly heldOut: readonly string[]
}

const MESSAGES = 2000
const HELD_OUT = 1500

/** Bodies of 200 B to 20 KB without markup, in an order that is the same in every run. */
export function readCorpus(folder: string): Corpus {
  const bodies = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readBodies(join(folder, name)))
    .filter(({ length }) => length >= 200 && length <= 20_000)
  const random = makeRandom(7)
  const shuffled = bodies
    .map((body) => ({ body, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ body }) => body)
  return {
    messages: shuffled.slice(0, MESSAGES),
    heldOut: shuffled.slice(MESSAGES, MESSAGES + HELD_OUT),
  }
}

function readBodies(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => readBody(readFileSync(join(folder, name), 'latin1')))
}

function readBody(mail: string): string {
  const end = mail.indexOf('\n\n')
  const head = mail.slice(0, end)
  const body = mail.slice(end + 2)
  const decoded = /^content-transfer-encoding:\s*quoted-printable/im.test(head)
    ? body.replace(/=\n/g, '').replace(/=([0-9A-F]{2})/g, (_, code: string) => toCharacter(code))
    : body
  return decoded
    .replace(/<[^>]*>/g, ' ')
    .replace(/&\w+;/g, ' ')
    .trim()
}

function toCharacter(code: string): string {
  return String.fromCharCode(parseInt(code, 16))
}
