import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import * as v from 'valibot'
import { parse } from 'yaml'
import { expect } from 'vitest'

const FOLDER = join(import.meta.dirname, '../fixtures')

/** What makes a page hard to read. */
export const KINDS = [
  'split pane',
  'collapsed thread',
  'group chat',
  'right-to-left',
  'localised labels',
  'forged header',
  'occluded rows',
  're-used nodes',
  'only own messages',
  'not readable',
] as const

const stepSchema = v.object({
  /** First element that matches. */
  select: v.string(),
  /** Index of the frame that it stands in. */
  frame: v.exactOptional(v.number()),
  set: v.exactOptional(v.record(v.string(), v.string())),
  text: v.exactOptional(v.string()),
  html: v.exactOptional(v.string()),
  append: v.exactOptional(v.string()),
  remove: v.exactOptional(v.literal(true)),
})
export type FixtureStep = v.InferOutput<typeof stepSchema>

const caseSchema = v.strictObject({
  /** The page, beside this file. */
  page: v.string(),
  url: v.string(),
  bodyClass: v.exactOptional(v.string()),
  /** Opening tag of an element in whose open shadow root the page's messages stand. */
  shadowHost: v.exactOptional(v.string()),
  kinds: v.array(v.picklist(KINDS)),
  /** What the frames in its messages show, in their order; filled in once the reader runs. */
  frames: v.optional(v.array(v.string()), []),
  /** What the page does after the first reading. */
  steps: v.optional(v.array(stepSchema), []),
  /** What all messages have alike. */
  shared: v.optional(v.record(v.string(), v.unknown()), {}),
  /** Every field of every message, in the page's order. */
  messages: v.array(v.record(v.string(), v.unknown())),
  /** What is told as unread, by the message's place in `messages`. */
  unread: v.optional(v.array(v.object({ message: v.number(), part: v.string() })), []),
  health: v.optional(v.picklist(['reading', 'empty', 'unreadable']), 'reading'),
})

export interface FixtureCase extends v.InferOutput<typeof caseSchema> {
  readonly site: string
  /** `site/name`. */
  readonly name: string
  /** The page's source. */
  readonly html: string
}

/** All fixtures: a page (`.html`) and what is to be read on it (`.yml`). */
export const FIXTURES: readonly FixtureCase[] = readdirSync(FOLDER, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith('.yml'))
  .sort()
  .map(loadCase)

function loadCase(file: string): FixtureCase {
  const path = join(FOLDER, file)
  const parsed = v.safeParse(caseSchema, parse(readFileSync(path, 'utf8')))
  if (!parsed.success) throw new Error(`${file}: ${JSON.stringify(v.flatten(parsed.issues))}`)
  const fixture = parsed.output
  return {
    ...fixture,
    site: dirname(file),
    name: relative(FOLDER, path).replace(/\.yml$/, ''),
    html: readFileSync(join(dirname(path), fixture.page), 'utf8'),
    messages: fixture.messages.map((message) => {
      const whole: Record<string, unknown> = { ...fixture.shared, ...message, site: dirname(file) }
      return { ...whole, ...readTime(whole.sentAt) }
    }),
  }
}

/** `local 2026-09-20 14:44` is in the browser's zone. */
function readTime(sentAt: unknown): { sentAt?: string } {
  const local = typeof sentAt === 'string' ? /^local (\S+) (\S+)$/.exec(sentAt) : null
  if (local !== null)
    return { sentAt: new Date(`${local[1] ?? ''}T${local[2] ?? ''}`).toISOString() }
  return typeof sentAt === 'string' ? { sentAt } : {}
}

/** `#` stands for an id that the reader makes where the page shows none. */
export function matchId(id: unknown): unknown {
  return id === '#' ? (expect.stringMatching(/^#/) as unknown) : id
}
