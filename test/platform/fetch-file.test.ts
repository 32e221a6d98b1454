import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { FetchError, fetchFile, type FetchRequest } from '../../src/platform/fetch-file.ts'
import {
  SourceServer,
  hangUp,
  sendDrips,
  sendEndless,
  sendStatus,
  sendText,
  sendTruncated,
  staySilent,
  type Answer,
} from '../background/sources/source-server.ts'

const MEGABYTE = 1024 * 1024
let folder: string
let server: SourceServer
let elsewhere: SourceServer

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'files-'))
  writeFileSync(join(folder, 'a.json'), '{"a":1}')
  server = await SourceServer.start(folder)
  elsewhere = await SourceServer.start(folder)
})
afterAll(async () => {
  await server.close()
  await elsewhere.close()
  rmSync(folder, { recursive: true })
})
beforeEach(() => {
  server.answers.clear()
  server.asked.length = 0
  elsewhere.asked.length = 0
})

function ask(parts: Partial<FetchRequest> = {}): Promise<Uint8Array | undefined> {
  const limits = { maxBytes: 100, maxTotal: 2000, maxSilence: 1000 }
  return fetchFile({ base: server.url, file: 'a.json', ...limits, ...parts })
}

async function findFault(parts: Partial<FetchRequest> = {}): Promise<string> {
  try {
    await ask(parts)
  } catch (error) {
    if (error instanceof FetchError) return error.fault
    throw error
  }
  return 'taken'
}

async function read(parts: Partial<FetchRequest> = {}): Promise<string> {
  return new TextDecoder().decode(await ask(parts))
}

describe('a file', () => {
  it('comes whole, and tells how far it is', async () => {
    const seen: number[] = []
    expect(await read({ onBytes: (bytes) => seen.push(bytes) })).toBe('{"a":1}')
    expect(seen.at(-1)).toBe(7)
  })

  it('may fill its limit, and not a byte more', async () => {
    server.answers.set('a.json', sendText('x'.repeat(100)))
    expect(await read()).toHaveLength(100)
    server.answers.set('a.json', sendText('x'.repeat(101)))
    expect(await findFault()).toBe('too-large')
  })

  it('may be compressed', async () => {
    const answer: Answer = (response) =>
      void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"b":2}'))
    server.answers.set('a.json', answer)
    expect(await read()).toBe('{"b":2}')
  })

  it('may be empty', async () => {
    server.answers.set('a.json', sendText(''))
    expect(await read()).toBe('')
  })

  it('is not there only where the server says 404', async () => {
    expect(await ask({ file: 'none.json' })).toBeUndefined()
    for (const status of [204, 400, 401, 403, 410, 429, 500, 503]) {
      server.answers.set('a.json', sendStatus(status))
      expect(await findFault(), String(status)).toBe('status')
    }
  })

  it('is asked for without cookies and referrer, and comes from no cache', async () => {
    await ask()
    const headers = server.headers.at(-1)
    expect(headers).toMatchObject({ 'cache-control': 'no-cache' })
    expect(Object.keys(headers ?? {})).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/cookie|referer|authorization/)]),
    )
  })
})

const BOMB = gzipSync(Buffer.alloc(100 * MEGABYTE))

describe('a server that', () => {
  it.each<[name: string, answer: Answer, fault: string, parts?: Partial<FetchRequest>]>([
    ['hangs up', hangUp, 'offline'],
    ['says nothing', staySilent, 'slow', { maxSilence: 50 }],
    ['says nothing for long', staySilent, 'slow', { maxTotal: 50 }],
    ['drips', sendDrips(5), 'slow', { maxTotal: 100 }],
    ['stops in the middle', stopInTheMiddle, 'slow', { maxSilence: 50 }],
    ['breaks off', sendTruncated('{"a":'), 'cut'],
    ['never ends', sendEndless('x'.repeat(1000)), 'too-large'],
    ['sends 100 MB', sendText('x'.repeat(100 * MEGABYTE)), 'too-large', { maxBytes: MEGABYTE }],
    ['sends a gzip bomb', sendBomb, 'too-large', { maxBytes: MEGABYTE }],
    ['sends what is no gzip', sendText('no gzip', { 'content-encoding': 'gzip' }), 'cut'],
    ['sends a page', sendText('\n <!doctype html><title>Sign in</title>'), 'web-page'],
    ['sends a long page', sendText(`<html>${' '.repeat(500)}`), 'web-page'],
    ['asks to sign in to the network', sendStatus(511), 'web-page'],
  ])('%s is left', async (_name, answer, fault, parts = {}) => {
    server.answers.set('a.json', answer)
    const start = performance.now()
    expect(await findFault(parts)).toBe(fault)
    expect(performance.now() - start).toBeLessThan(1500)
  })

  it.each([301, 302, 303, 307, 308])('leads elsewhere (%i) is not followed', async (status) => {
    server.answers.set('a.json', sendStatus(status, { location: `${elsewhere.url}a.json` }))
    expect(await findFault()).toBe('redirect')
    expect(elsewhere.asked).toEqual([])
    server.answers.set('a.json', sendStatus(status, { location: '/b.json' }))
    expect(await findFault()).toBe('redirect')
    expect(server.asked).not.toContain('b.json')
  })

  it('is not there is told from a file that is not there', async () => {
    expect(await findFault({ base: 'http://127.0.0.1:1/' })).toBe('offline')
  })
})

function sendBomb(...[response]: Parameters<Answer>): void {
  response.writeHead(200, { 'content-encoding': 'gzip' }).end(BOMB)
}

function stopInTheMiddle(...[response]: Parameters<Answer>): void {
  response.writeHead(200).write('{"a":')
}
