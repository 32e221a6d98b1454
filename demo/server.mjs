// @ts-check
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:https'
import { extname } from 'node:path'
import { createCertificate } from './certificate.mjs'
import { loadInbox, nameMessage, prepareInbox } from './inboxes.mjs'

export const LINKEDIN = 'www.linkedin.com'
export const GMAIL = 'mail.google.com'

/** As strict as the real sites: what the extension adds must live with it. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
  "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'"

const TYPES = /** @type {Record<string, string>} */ ({
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
})

/** @param {string} host @param {string} path @returns {string | undefined} file below this folder */
function findFile(host, path) {
  const shared = /^\/demo\/shared\/([a-z-]+\.(?:js|css))$/.exec(path)
  if (shared) return `shared/${shared[1]}`
  const own = /^\/demo\/([a-z-]+\.(?:js|css))$/.exec(path)
  const folder = host === LINKEDIN ? 'linkedin' : host === GMAIL ? 'gmail' : undefined
  if (!folder) return undefined
  if (own) return `${folder}/${own[1]}`
  if (folder === 'linkedin' && path === '/preload/') return 'linkedin/frame.html'
  const isPage = folder === 'linkedin' ? /^\/(messaging|feed)(\/|$)/ : /^\/mail\/u\/\d\/$/
  return isPage.test(path) ? `${folder}/page.html` : undefined
}

/** @typedef {'linkedin' | 'gmail'} Site */

/**
 * What the server answers to one address.
 * @param {string} host @param {string} path
 * @param {Map<string, string>} pages @param {Record<Site, import('./inboxes.mjs').DemoInbox>} inboxes
 */
async function findReply(host, path, pages, inboxes) {
  const page = pages.get(`${host}${path}`)
  if (page !== undefined) return { status: 200, type: TYPES['.html'], body: page }
  if (path === '/demo/inbox.json') {
    return { status: 200, type: TYPES['.json'], body: JSON.stringify(inboxes[siteOf(host)]) }
  }
  const file = findFile(host, path)
  if (!file) return { status: 404, type: 'text/plain', body: 'Not part of the demo.' }
  const body = await readFile(new URL(file, import.meta.url))
  return { status: 200, type: TYPES[extname(file)], body }
}

/** @param {string} host @returns {Site} */
function siteOf(host) {
  return host === LINKEDIN ? 'linkedin' : 'gmail'
}

/** @param {string} host */
function policyOf(host) {
  return host === LINKEDIN || host === GMAIL ? { 'content-security-policy': POLICY } : {}
}

/** Pages that wait for messages to arrive. */
class Listeners {
  /** @type {Set<{ site: Site, response: import('node:http').ServerResponse }>} */
  #open = new Set()

  /** @param {Site} site @param {import('node:http').ServerResponse} response */
  add(site, response) {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    response.write(': open\n\n')
    const listener = { site, response }
    this.#open.add(listener)
    response.on('close', () => this.#open.delete(listener))
  }

  /** @param {Site} site @param {unknown} data */
  tell(site, data) {
    const line = `data: ${JSON.stringify(data)}\n\n`
    for (const listener of this.#open) if (listener.site === site) listener.response.write(line)
  }
}

/** @param {import('node:https').Server} server @returns {Promise<number>} its port */
async function listen(server) {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  const address = server.address()
  if (address === null || typeof address === 'string')
    throw new Error('The demo server has no port')
  return address.port
}

/**
 * Serves the two inboxes, and whatever pages a test adds, over https on a free loopback port.
 * @param {{ linkedin?: import('./inboxes.mjs').DemoInbox, gmail?: import('./inboxes.mjs').DemoInbox }} [data]
 */
export async function startDemoServer(data = {}) {
  const inboxes = {
    linkedin: prepareInbox(data.linkedin ?? loadInbox('linkedin')),
    gmail: prepareInbox(data.gmail ?? loadInbox('gmail')),
  }
  /** @type {Map<string, string>} `host/path` → HTML of further pages */
  const pages = new Map()
  /** @type {{ host: string, path: string, headers: import('node:http').IncomingHttpHeaders }[]} */
  const requests = []
  const listeners = new Listeners()
  const { spkiHash, ...certificate } = createCertificate([LINKEDIN, GMAIL, '*.example'])

  const server = createServer(certificate, (request, response) => {
    const host = (request.headers.host ?? '').split(':')[0] ?? ''
    const path = (request.url ?? '/').split('?')[0] ?? '/'
    requests.push({ host, path, headers: request.headers })
    if (path === '/demo/events') return listeners.add(siteOf(host), response)
    void findReply(host, path, pages, inboxes).then(({ status, type, body }) => {
      response.writeHead(status, { 'content-type': type, ...policyOf(host) })
      response.end(body)
    })
  })
  return {
    port: await listen(server),
    spkiHash,
    inboxes,
    pages,
    requests,
    /**
     * A message arrives now, while the page is open.
     * @param {Site} site @param {string} key @param {Omit<import('./inboxes.mjs').DemoMessage, 'at'>} arrival
     */
    receive(site, key, arrival) {
      const message = { ...arrival, at: new Date().toISOString() }
      const inbox = inboxes[site]
      const thread = inbox.threads.find((candidate) => candidate.key === key)
      if (!thread) throw new Error(`The demo inbox ${site} has no thread ${key}`)
      nameMessage(inbox, thread, message, thread.messages.length)
      thread.messages.push(message)
      listeners.tell(site, { key, message })
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(() => resolve(undefined)))
    },
  }
}

/** @typedef {Awaited<ReturnType<typeof startDemoServer>>} DemoServer */
