import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { ROOT_PATH } from '../../../scripts/run.mjs'
import { listPageRules } from '../../cli/pack/page-rules.ts'

const CLI = join(ROOT_PATH, 'dist/cli/lurewatch.js')

/** What the server does to an answer on its way: undefined leaves it as it is. */
type Tamper = (file: string, content: Buffer) => Buffer | undefined

/** A publisher: the rules of docs/packs.md, published with the built command line and served from this machine. */
export class RulePublisher {
  readonly #folder = mkdtempSync(join(tmpdir(), 'lurewatch-source-'))
  readonly #rules = join(this.#folder, 'our-rules')
  readonly #public = join(this.#folder, 'public')
  #tamper: Tamper = () => undefined
  #silent: string | undefined
  /** Files that were asked for, in order. */
  readonly asked: string[] = []

  private constructor(private readonly server: Server) {}

  static async start(): Promise<RulePublisher> {
    const server = createServer()
    const publisher = new RulePublisher(server)
    server.on('request', ({ url = '' }, response) => {
      const file = new URL(url, 'http://localhost').pathname.slice(1)
      publisher.asked.push(file)
      if (file === publisher.#silent) return
      const path = join(publisher.#public, file)
      if (file.includes('..') || file.endsWith('/') || file === '' || !existsSync(path)) {
        response.writeHead(404).end()
        return
      }
      const content = readFileSync(path)
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(publisher.#tamper(file, content) ?? content)
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    for (const { path, text } of listPageRules()) publisher.write(path, () => text)
    publisher.publish('1')
    return publisher
  }

  get address(): string {
    const { port } = this.server.address() as AddressInfo
    return `http://127.0.0.1:${port}/`
  }

  /** Changes a rule file, or makes it; nothing is published yet. */
  write(path: string, change: (text: string) => string): void {
    const file = join(this.#rules, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, change(existsSync(file) ? readFileSync(file, 'utf8') : ''))
  }

  /** Signs the rules as they are; answers what the command says. */
  publish(version: string): string {
    const name = ['--name', 'Northwind rules', '--version', version]
    return this.#run('pack', 'build', this.#rules, '--out', this.#public, ...name)
  }

  /** Replaces all keys. */
  rotateKeys(): void {
    const next = join(this.#folder, 'next-keys')
    this.#run('pack', 'keys', next)
    const old = join(this.#folder, 'public-keys')
    this.#run('pack', 'rotate', this.#public, '--keys', next, '--old-keys', old)
  }

  tamper(tamper: Tamper): void {
    this.#tamper = tamper
  }

  /** Takes the question for a file and never answers it; undefined: answers all again. */
  silence(file: string | undefined): void {
    this.#silent = file
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((done) => this.server.close(done))
    rmSync(this.#folder, { recursive: true, force: true })
  }

  #run(...args: string[]): string {
    return execFileSync(process.execPath, [CLI, ...args], { encoding: 'utf8' })
  }
}

/** Groups of four digits, as the command prints them. */
export function readFingerprint(output: string): string {
  return /Fingerprint: ([0-9a-f ]+)/.exec(output)?.[1] ?? ''
}
