import { createReadStream, existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'

const FILE =
  /^\/((?:\d+\.)?(?:root|targets|snapshot|timestamp)\.json|targets\/[0-9a-f]{64}\.pack\.json)$/

/** Serves the files of a rule source, and nothing else of the folder, on the loopback interface. */
export function serveFolder(folder: string, port: number): Promise<Server> {
  const server = createServer(({ method, url = '' }, response) => {
    const file = FILE.exec(new URL(url, 'http://localhost').pathname)?.[1]
    const path = file === undefined ? undefined : join(folder, file)
    if (path === undefined || !existsSync(path) || (method !== 'GET' && method !== 'HEAD')) {
      response.writeHead(path === undefined || method === 'GET' ? 404 : 405).end()
      return
    }
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-cache' })
    createReadStream(path)
      .on('error', () => response.destroy())
      .pipe(response)
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
}
