import { existsSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'

export type Answer = (response: ServerResponse, request: IncomingMessage) => void

/** A real HTTP server on the loopback interface that serves a source's folder, or misbehaves. */
export class SourceServer {
  /** Paths in the order in which they were asked for, without the leading slash. */
  readonly asked: string[] = []
  readonly headers: IncomingMessage['headers'][] = []
  /** What is answered in place of a file; `*` stands for all others. */
  readonly answers = new Map<string, Answer>()

  private constructor(
    readonly server: Server,
    readonly url: string,
    private folder: string,
  ) {}

  static async start(folder: string): Promise<SourceServer> {
    const server = createServer((request, response) => one.answer(request, response))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    const one = new SourceServer(server, `http://127.0.0.1:${address.port}/`, folder)
    return one
  }

  /** Serves another folder from now on. */
  serve(folder: string): void {
    this.folder = folder
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const path = (request.url ?? '').slice(1)
    this.asked.push(path)
    this.headers.push(request.headers)
    response.on('error', () => response.destroy())
    const answer = this.answers.get(path) ?? this.answers.get('*')
    if (answer !== undefined) {
      answer(response, request)
      return
    }
    const file = join(this.folder, path)
    if (path === '' || !existsSync(file)) {
      response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not found</h1>')
      return
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end(readFileSync(file))
  }
}

/** Sends a text as it is. */
export function sendText(text: string, headers: Record<string, string> = {}): Answer {
  return (response) => void response.writeHead(200, headers).end(text)
}

export function sendStatus(status: number, headers: Record<string, string> = {}): Answer {
  return (response) => void response.writeHead(status, headers).end('{}')
}

/** Never ends; what is sent is compressed where `encode` does so. */
export function sendEndless(
  chunk: string | Uint8Array,
  headers: Record<string, string> = {},
): Answer {
  return (response) => {
    response.writeHead(200, headers)
    const write = (): void => {
      while (!response.destroyed && response.write(chunk));
      if (!response.destroyed) response.once('drain', write)
    }
    write()
  }
}

/** One byte each few milliseconds, for ever. */
export function sendDrips(milliseconds: number): Answer {
  return (response) => {
    response.writeHead(200)
    const timer = setInterval(() => response.write(' '), milliseconds)
    response.on('close', () => clearInterval(timer))
  }
}

/** Announces more than it sends, then hangs up. */
export function sendTruncated(text: string): Answer {
  return (response) => {
    response.writeHead(200, { 'content-length': String(Buffer.byteLength(text) + 10) })
    response.write(text)
    setTimeout(() => response.destroy(), 20)
  }
}

/** Takes the request and says nothing. */
export const staySilent: Answer = () => undefined

export const hangUp: Answer = (response) => void response.destroy()
