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
  /** @type {Set<{ site: string, response: import('node:http').ServerResponse }>} */
  const listeners = new Set()
  const certificate = createCertificate([LINKEDIN, GMAIL, '*.example'])

  /** @type {import('node:http').RequestListener} */
  const answer = async (request, response) => {
    const host = (request.headers.host ?? '').split(':')[0] ?? ''
    const path = (request.url ?? '/').split('?')[0] ?? '/'
    requests.push({ host, path, headers: request.headers })
    const site = host === LINKEDIN ? 'linkedin' : 'gmail'
    if (path === '/demo/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      response.write(': open\n\n')
      const listener = { site, response }
      listeners.add(listener)
      response.on('close', () => listeners.delete(listener))
      return
    }
    const reply = await findReply(host, path, site)
    response.writeHead(reply.status, { 'content-type': reply.type, ...policyOf(host) })
    response.end(reply.body)
  }

  /** @param {string} host @param {string} path @param {'linkedin' | 'gmail'} site */
  async function findReply(host, path, site) {
    const page = pages.get(`${host}${path}`)
    if (page !== undefined) return { status: 200, type: TYPES['.html'], body: page }
    if (path === '/demo/inbox.json') {
      return { status: 200, type: TYPES['.json'], body: JSON.stringify(inboxes[site]) }
    }
    const file = findFile(host, path)
    if (!file) return { status: 404, type: 'text/plain', body: 'Not part of the demo.' }
    const body = await readFile(new URL(file, import.meta.url))
    return { status: 200, type: TYPES[extname(file)], body }
  }

  const server = createServer(certificate, (request, response) => void answer(request, response))
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  const address = server.address()
  if (address === null || typeof address === 'string')
    throw new Error('The demo server has no port')
  return {
    port: address.port,
    spkiHash: certificate.spkiHash,
    inboxes,
    pages,
    requests,
    /**
     * A message arrives while the page is open.
     * @param {'linkedin' | 'gmail'} site @param {string} key @param {import('./inboxes.mjs').DemoMessage} message
     */
    receive(site, key, message) {
      const inbox = inboxes[site]
      const thread = inbox.threads.find((candidate) => candidate.key === key)
      if (!thread) throw new Error(`The demo inbox ${site} has no thread ${key}`)
      nameMessage(inbox, thread, message, thread.messages.length)
      thread.messages.push(message)
      const line = `data: ${JSON.stringify({ key, message })}\n\n`
      for (const listener of listeners) if (listener.site === site) listener.response.write(line)
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(() => resolve(undefined)))
    },
  }
}

/** @param {string} host */
function policyOf(host) {
  return host === LINKEDIN || host === GMAIL ? { 'content-security-policy': POLICY } : {}
}

/** @typedef {Awaited<ReturnType<typeof startDemoServer>>} DemoServer */
