import { join } from 'node:path'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { verdictSchema } from '../../src/platform/schema/verdict.ts'
import { makeMsg } from '../platform/mail/make-msg.ts'
import { foreignSignal, foreignStory } from '../packs/pack-files.ts'
import { makeFolder, runCommand, sendText, type Outcome } from './memory-terminal.ts'

const RULES = {
  'moon.yml': foreignSignal('moon', 'level: high\n'),
  'first.yml': foreignSignal('first'),
  'second.yml': foreignSignal('second'),
  'both.yml': foreignStory('both', ['first', 'second'], 'level: medium\n'),
  'sender.yml': foreignStory('sender', ['first', 'second'], 'level: critical\n').replace(
    '[thread]',
    '[sender.key]',
  ),
}

const lines = (...messages: readonly object[]): string =>
  messages.map((message) => `${JSON.stringify(message)}\n`).join('')

/** Scans with rules above; gives the parsed verdicts. */
async function scan(
  files: Readonly<Record<string, string | Uint8Array>>,
  ...args: readonly string[]
): Promise<Outcome & { verdicts: string[] }> {
  const rules = makeFolder(RULES)
  const folder = makeFolder(files)
  const outcome = await runCommand(['scan', '--json', '--rules', rules, ...args, folder])
  return {
    ...outcome,
    error: outcome.error.replaceAll(`${folder}/`, ''),
    verdicts: readVerdicts(outcome.out),
  }
}

function readVerdicts(out: string): string[] {
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const { id, level } = v.parse(verdictSchema, JSON.parse(line))
      return `${id} ${level}`
    })
}

describe('scan --json', () => {
  it('gives one verdict a line in input order; a lone rule of medium or above flags', async () => {
    const { verdicts, status } = await scan({
      'a.jsonl': lines(
        { id: '2', text: 'the moon' },
        { id: '1', text: 'a first' },
        { id: '0', text: 'sun' },
      ),
    })
    expect(verdicts).toEqual(['2 high', '1 low', '0 none'])
    expect(status).toBe(0)
  })

  it('judges a thread in order of time, whatever the order of input', async () => {
    const { verdicts } = await scan({
      'a.jsonl': lines(
        { id: 'b', threadId: 't', sentAt: '2026-01-02T00:00:00Z', text: 'second' },
        { id: 'a', threadId: 't', sentAt: '2026-01-01T00:00:00Z', text: 'first' },
      ),
    })
    expect(verdicts).toEqual(['b medium', 'a low'])
  })

  it('keeps messages without a time in order of input, and threads of other sites apart', async () => {
    const { verdicts } = await scan({
      'a.jsonl': lines(
        { id: '1', threadId: 't', text: 'first' },
        { id: '2', threadId: 't', site: 'x', text: 'second' },
        { id: '3', threadId: 't', text: 'second' },
      ),
    })
    expect(verdicts).toEqual(['1 low', '2 low', '3 medium'])
  })

  it('remembers a sender across threads and files', async () => {
    const sender = { email: 'a@b.example' }
    const { verdicts } = await scan({
      'a.jsonl': lines({ id: '1', threadId: 't', sender, text: 'first' }),
      'b.jsonl': lines({ id: '2', threadId: 'u', sender, text: 'second' }),
    })
    expect(verdicts).toEqual(['1 low', '2 critical'])
  })

  it('tells two messages of one id apart, and judges the same one once', async () => {
    const message = { id: '1', threadId: 't', text: 'first' }
    const { verdicts, out } = await scan({
      'a.jsonl': lines(message, { ...message, text: 'second' }, message),
    })
    expect(verdicts).toEqual(['1 low', '1 medium', '1 low'])
    expect(out).not.toContain('\\u0000')
  })

  it('reads mails, mboxes and folders in folders', async () => {
    const mail = 'From: a@b.example\nMessage-ID: <m1>\n\nthe moon\n'
    const { verdicts, status } = await scan({
      'a/b/one.eml': mail,
      'a/two.MBOX': `From x Thu Nov 26 10:00:00 2026\n${mail.replace('m1', 'm2')}\nFrom x Thu Nov 26 10:00:00 2026\n${mail.replace('m1', 'm3').replace('moon', 'sun')}`,
      'a/notes.txt': 'passed over',
    })
    expect(verdicts).toEqual(['m1 high', 'm2 high', 'm3 none'])
    expect(status).toBe(0)
  })

  it('reads mails that Outlook saved', async () => {
    const { verdicts, status, error } = await scan({
      'a.msg': makeMsg({ properties: { 0x0037: 'x', 0x1000: 'the moon', 0x1035: '<m1>' } }),
      'b.msg': 'not Outlook',
    })
    expect(verdicts).toEqual(['m1 high'])
    expect(status).toBe(2)
    expect(error).toContain("b.msg: can't be read as a mail of Outlook")
  })

  it('names what it could not read and does all else', async () => {
    const { verdicts, status, error } = await scan({
      'a.jsonl': `{"id":"1","text":"moon"}\nnot json\n\n{"id":"2"}\n{"id":"3","text":"x","sender":{"degree":"2"}}\n[]\n{"id":"4","text":"moon`,
      'b.mbox':
        'From x Thu Nov 26 10:00:00 2026\nno header\n\nFrom x Thu Nov 26 10:00:00 2026\nFrom: a@b.example\nMessage-ID: <5>\n\nmoon\n',
      'c.eml': 'rubbish',
      'd.mbox': 'no mail in here',
      'e.jsonl': '\uFEFF{"id":"6","text":"moon"}\n',
    })
    expect(verdicts).toEqual(['1 high', '5 high', '6 high'])
    expect(status).toBe(2)
    const faults = error.trim().split('\n')
    expect(faults.map((fault) => /^[^:]+(?::\d+)?(?=: )/.exec(fault)?.[0])).toEqual([
      'a.jsonl:2',
      'a.jsonl:4',
      'a.jsonl:5',
      'a.jsonl:6',
      'a.jsonl:7',
      'b.mbox:1',
      'c.eml',
      'd.mbox',
    ])
    expect(error).not.toContain('not json')
  })

  it('survives broken bytes, NUL, lone surrogates and a very long text', async () => {
    const long = JSON.stringify({ id: '2', text: 'lorem ipsum '.repeat(500_000) })
    const { verdicts, status } = await scan({
      'a.jsonl': new Uint8Array([
        ...new TextEncoder().encode('{"id":"1","text":"moon '),
        0xff,
        0xfe,
        ...new TextEncoder().encode('\\u0000\\ud800"}\n'),
      ]),
      'b.jsonl': `${long}\n`,
      'c.jsonl': lines({
        id: '3',
        text: 'moon',
        links: Array.from({ length: 10_000 }, (_, i) => ({
          href: `https://x.example/${i}`,
          text: '',
        })),
      }),
    })
    expect(verdicts).toEqual(['1 high', '2 none', '3 high'])
    expect(status).toBe(0)
  })

  it('escapes what a terminal would obey', async () => {
    const { out } = await scan({ 'a.jsonl': lines({ id: 'a\u009B31m\u202E', text: 'moon' }) })
    expect(out).toContain('a\\u009b31m\\u202e')
  })

  it('hands on what a mail reader left out', async () => {
    const { out } = await scan({ 'a.eml': `From: a@b.example\n\n${'x\n'.repeat(20_000)}` })
    expect(v.parse(verdictSchema, JSON.parse(out)).unread?.[0]?.reason).toContain('only the first')
  })
})

describe('scan --rules', () => {
  it('takes several folders as one set', async () => {
    const one = makeFolder({
      'first.yml': foreignSignal('first'),
      'second.yml': foreignSignal('second'),
    })
    const two = makeFolder({
      'both.yml': foreignStory('both', ['first', 'second'], 'level: high\n'),
    })
    const folder = makeFolder({ 'a.jsonl': lines({ id: '1', text: 'first second' }) })
    const { out, status } = await runCommand([
      'scan',
      '--json',
      '--rules',
      one,
      `--rules=${two}`,
      folder,
    ])
    expect(readVerdicts(out)).toEqual(['1 high'])
    expect(status).toBe(0)
  })

  it('names a faulty rule, uses the others and ends with 2', async () => {
    const rules = makeFolder({ ...RULES, 'bad.yml': 'title: x\n' })
    const folder = makeFolder({ 'a.jsonl': lines({ id: '1', text: 'moon' }) })
    const { out, status, error } = await runCommand(['scan', '--json', '--rules', rules, folder])
    expect(readVerdicts(out)).toEqual(['1 high'])
    expect(status).toBe(2)
    expect(error).toMatch(/bad\.yml:1: /)
  })

  it.each(['missing', 'empty'])('refuses a folder that is %s', async (what) => {
    const folder = makeFolder({ 'a.txt': '' })
    const rules = what === 'empty' ? folder : join(folder, 'missing')
    expect(await runCommand(['scan', '--rules', rules, folder])).toMatchObject({
      status: 1,
      out: '',
    })
  })

  it('keeps the built-in lists where the folder brings none', async () => {
    const rules = makeFolder({
      'x.yml': foreignSignal('x', 'level: high\n').replace(
        "text|contains: 'x'",
        "text|expand: '%words%'",
      ),
    })
    const builtIn = await import('./memory-terminal.ts')
    const lists = { ...builtIn.NO_RULES.lists, values: { words: ['sesame'] } }
    const folder = makeFolder({ 'a.jsonl': lines({ id: '1', text: 'sesame' }) })
    const { out } = await runCommand(['scan', '--json', '--rules', rules, folder], {
      rules: { ...builtIn.NO_RULES, lists },
    })
    expect(readVerdicts(out)).toEqual(['1 high'])
  })
})

describe('scan -', () => {
  it('writes each verdict as its line comes, knowing only the lines before', async () => {
    const rules = makeFolder(RULES)
    const log: string[] = []
    async function* input(): AsyncGenerator<Uint8Array> {
      for (const [id, text] of [
        ['1', 'second'],
        ['2', 'first'],
        ['3', 'moon'],
      ]) {
        log.push(`in ${id ?? ''}`)
        await Promise.resolve()
        yield new TextEncoder().encode(lines({ id, threadId: 't', text }))
      }
    }
    const onOut = (text: string): void => void log.push(`out ${readVerdicts(text)[0] ?? ''}`)
    await runCommand(['scan', '--json', '--rules', rules, '-'], { input: input(), onOut })
    expect(log).toEqual(['in 1', 'out 1 low', 'in 2', 'out 2 medium', 'in 3', 'out 3 high'])
  })

  it('names a bad line and goes on', async () => {
    const rules = makeFolder(RULES)
    const { out, status, error } = await runCommand(['scan', '--json', '--rules', rules, '-'], {
      input: sendText('nope\n{"id":"1","text":"moon"}'),
    })
    expect(readVerdicts(out)).toEqual(['1 high'])
    expect(status).toBe(2)
    expect(error).toMatch(/^-:1: is not JSON/)
  })
})

describe('scan --timing', () => {
  it('ends with one line of figures', async () => {
    const { error } = await scan(
      { 'a.jsonl': lines({ id: '1', text: 'moon' }, { id: '2', text: 'sun' }) },
      '--timing',
    )
    const last = error.trim().split('\n').at(-1) ?? ''
    expect(last).toMatch(/^\{"messages":2,"rules":5,"load_ms":[\d.]+,"scan_ms":[\d.]+\}$/)
  })
})

describe('the table', () => {
  const messages = lines(
    { id: '1', text: 'sun', sender: { name: 'Sol' } },
    {
      id: '2',
      subject: 'Moon\u001B[31m',
      text: 'the moon',
      sender: { name: 'Luna', email: 'l@m.example' },
    },
  )

  it('shows flagged messages first, with their reasons, and a summary', async () => {
    const folder = makeFolder({ 'a.jsonl': messages })
    const { out } = await runCommand(['scan', '--rules', makeFolder(RULES), folder])
    const shown = out.split('\n')
    expect(shown[0]).toMatch(/^high +Luna <l@m\.example> {2}Moon/)
    expect(out).toContain('[moon, high]')
    expect(out).toContain('seen: "moon"')
    expect(out.indexOf('Luna')).toBeLessThan(out.indexOf('Sol'))
    expect(shown.at(-2)).toBe('2 messages read, 1 flagged (1 high)')
  })

  it('is coloured only where it is asked to be, and never by a message', async () => {
    const folder = makeFolder({ 'a.jsonl': messages })
    const rules = makeFolder(RULES)
    expect((await runCommand(['scan', '--rules', rules, folder])).out).not.toContain('\u001B')
    const { out } = await runCommand(['scan', '--rules', rules, folder], { isColoured: true })
    expect(out).toContain('\u001B[31mhigh')
    expect(out).not.toContain('Moon\u001B')
  })
})

describe('scan for rule authors', () => {
  const input = { 'a.jsonl': lines({ id: '1', threadId: 't', text: 'first second moon' }) }
  const signalsOf = (out: string): unknown =>
    v.parse(v.object({ signals: v.optional(v.array(v.string())) }), JSON.parse(out)).signals

  it('--signals names all signals that hold, also those inside a story', async () => {
    const { out } = await scan(input, '--signals')
    expect(signalsOf(out)).toEqual(['first', 'moon', 'second'])
    expect(signalsOf((await scan(input)).out)).toBeUndefined()
  })

  it('--without switches a rule off, and with it what needs it', async () => {
    expect((await scan(input)).verdicts).toEqual(['1 critical'])
    expect((await scan(input, '--without', 'sender')).verdicts).toEqual(['1 high'])
    expect((await scan(input, '--without=moon', '--without', 'first')).verdicts).toEqual(['1 low'])
  })
})
