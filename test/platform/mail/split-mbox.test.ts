import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitLines } from '../../../src/platform/mail/split-lines.ts'
import { splitMbox } from '../../../src/platform/mail/split-mbox.ts'
import { toBytes } from './bytes.ts'

const SEPARATOR = 'From a@b.example Thu Nov 26 10:00:00 2026\n'

async function* chunk(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = toBytes(text)
  for (let at = 0; at < bytes.length; at += size) {
    await Promise.resolve()
    yield bytes.subarray(at, at + size)
  }
}

async function split(text: string, size = 7, limit = 1_000_000): Promise<string[]> {
  const mails: string[] = []
  for await (const mail of splitMbox(chunk(text, size), limit)) {
    mails.push(typeof mail === 'string' ? mail : new TextDecoder().decode(mail))
  }
  return mails
}

describe('an mbox file', () => {
  it.each<[string, string, string[]]>([
    [
      'two mails',
      `${SEPARATOR}A: 1\n\nx\n\n${SEPARATOR}B: 2\n\ny\n`,
      ['A: 1\n\nx\n', 'B: 2\n\ny\n'],
    ],
    [
      'carriage returns',
      `${SEPARATOR}A: 1\r\n\r\nx\r\n\r\n${SEPARATOR}B: 2\r\n`,
      ['A: 1\r\n\r\nx\r\n', 'B: 2\r\n'],
    ],
    [
      'a sentence that begins with From',
      `${SEPARATOR}A: 1\n\nFrom now on we talk.\n`,
      ['A: 1\n\nFrom now on we talk.\n'],
    ],
    [
      'quoted separators',
      `${SEPARATOR}A: 1\n\n>From x\n>>From y\n> From z\n`,
      ['A: 1\n\nFrom x\n>From y\n> From z\n'],
    ],
    [
      'a separator without an empty line',
      `${SEPARATOR}A: 1\n\nx\n${SEPARATOR}B: 2\n`,
      ['A: 1\n\nx\n', 'B: 2\n'],
    ],
    [
      'a short separator',
      'From - 2026\nA: 1\n\nFrom MAILER-DAEMON 2026\nB: 2\n',
      ['A: 1\n', 'B: 2\n'],
    ],
    ['no end of line', `${SEPARATOR}A: 1\n\nx`, ['A: 1\n\nx\n']],
    ['an empty mail', `${SEPARATOR}${SEPARATOR}B: 2\n`, ['', 'B: 2\n']],
    ['nothing', '', []],
    ['no separator', 'A: 1\n\nx\n', []],
  ])('with %s', async (_, text, mails) => {
    expect(await split(text)).toEqual(mails)
  })

  it('passes over a mail beyond the limit', async () => {
    const text = `${SEPARATOR}${'x'.repeat(50)}\n\n${SEPARATOR}B: 2\n`
    expect(await split(text, 16, 40)).toEqual(['too large', 'B: 2\n'])
  })

  it('gives back what was put together, in pieces of any size', async () => {
    const line = fc.oneof(
      fc.string().map((text) => text.replace(/[\r\n]/g, '')),
      fc.constantFrom('From x', '>From x', SEPARATOR.trim(), ''),
    )
    const mail = fc
      .array(line, { minLength: 1, maxLength: 8 })
      .map((lines) => `Subject: x\n${lines.join('\n')}\n`)
    await fc.assert(
      fc.asyncProperty(
        fc.array(mail, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 90 }),
        async (mails, size) => {
          const text = mails
            .map((one) => `${SEPARATOR}${one.replace(/^(>*From )/gm, '>$1')}\n`)
            .join('')
          expect(await split(text, size)).toEqual(mails)
        },
      ),
    )
  })
})

describe('lines of a byte stream', () => {
  it('join to what came in, in pieces of any size', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.integer({ min: 1, max: 9 }), async (text, size) => {
        const lines: string[] = []
        for await (const line of splitLines(chunk(text, size)))
          lines.push(new TextDecoder('utf-8', { ignoreBOM: true }).decode(line))
        const whole = lines.join('\n')
        expect(text.endsWith('\n') ? `${whole}\n` : whole).toBe(text)
      }),
    )
  })
})
