// @ts-check
import { createReadStream } from 'node:fs'
import { createServer, request } from 'node:http'
import { extname, join, normalize } from 'node:path'

const RESOURCES = '/usr/lib/GNUstep/SOGo/WebServerResources'
const TYPES = new Map([
  ['.css', 'text/css'],
  ['.js', 'text/javascript'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.ico', 'image/x-icon'],
  ['.woff2', 'font/woff2'],
])

/** @param {string} path @param {import('node:http').ServerResponse} response */
function sendFile(path, response) {
  const file = createReadStream(join(RESOURCES, normalize(`/${path}`)))
  file.on('error', () => response.writeHead(404).end())
  file.on('open', () => {
    const type = TYPES.get(extname(path)) ?? 'application/octet-stream'
    response.writeHead(200, { 'Content-Type': type })
    file.pipe(response)
  })
}

/**
 * @param {import('node:http').IncomingMessage} incoming
 * @param {import('node:http').ServerResponse} response @param {number} port
 */
function passOn(incoming, response, port) {
  const host = incoming.headers.host ?? '127.0.0.1'
  const headers = {
    ...incoming.headers,
    // sogod ends a connection after its answer, whatever it said.
    connection: 'close',
    'x-webobjects-server-protocol': 'HTTP/1.0',
    'x-webobjects-server-name': host,
    'x-webobjects-server-port': host.split(':')[1] ?? '80',
    'x-webobjects-server-url': `http://${host}`,
  }
  const { method = 'GET', url = '/' } = incoming
  const target = { agent: false, host: '127.0.0.1', port, method, path: url, headers }
  const outgoing = request(target, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  outgoing.on('error', () => response.writeHead(502).end())
  incoming.pipe(outgoing)
}

/**
 * The web server that SOGo expects before it: static files from disk, all else passed on.
 * @param {number} port on which it listens @param {number} sogoPort where sogod listens
 * @returns {Promise<() => Promise<void>>} what stops it
 */
export function startFront(port, sogoPort) {
  const server = createServer((incoming, response) => {
    const file = /^\/SOGo(?:\.woa)?\/WebServerResources\/([^?#]+)/.exec(incoming.url ?? '')?.[1]
    if (file === undefined) passOn(incoming, response, sogoPort)
    else sendFile(decodeURIComponent(file), response)
  })
  const stop = () =>
    new Promise((resolve) => {
      server.close(() => resolve(undefined))
      server.closeAllConnections()
    })
  return new Promise((resolve, reject) => {
    server.on('error', reject)
    server.listen(port, '127.0.0.1', () => resolve(/** @type {() => Promise<void>} */ (stop)))
  })
}
