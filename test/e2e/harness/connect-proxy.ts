import {
  createServer,
  request,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import { connect, type Socket } from 'node:net'

/**
 * A proxy that leads chosen hosts to the local server, refuses every other, and notes each one that
 * was asked for: what a browser wanted from the network, from whichever of its parts.
 */
export class ConnectProxy {
  readonly hosts: string[] = []
  private readonly sockets = new Set<Socket>()
  private plain = ''
  private target: { port: number; hosts: readonly string[] } = { port: 0, hosts: [] }

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {
    server.on('connect', (request, client: Socket) => this.join(request.url ?? '', client))
    server.on('request', (asked, answer) => this.forward(asked, answer))
  }

  static async start(): Promise<ConnectProxy> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('The proxy has no port')
    return new ConnectProxy(server, address.port)
  }

  route(port: number, hosts: readonly string[]): void {
    this.target = { port, hosts }
  }

  /** Lets plain requests to this address through. */
  routePlain(address: string): void {
    this.plain = new URL(address).host
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy()
    await new Promise((resolve) => this.server.close(resolve))
  }

  private forward(asked: IncomingMessage, answer: ServerResponse): void {
    const url = asked.url ?? ''
    const host = URL.canParse(url) ? new URL(url).host : url
    this.hosts.push(host)
    if (this.plain === '' || host !== this.plain) {
      answer.writeHead(502).end()
      return
    }
    const onward = request(url, { method: asked.method, headers: asked.headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers)
      response.pipe(answer)
    })
    onward.on('error', () => answer.destroy())
    answer.on('close', () => onward.destroy())
    asked.pipe(onward)
  }

  private join(place: string, client: Socket): void {
    this.hosts.push(place)
    client.on('error', () => client.destroy())
    if (!this.target.hosts.some((host) => place === `${host}:443`)) {
      client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
      return
    }
    const upstream = connect(this.target.port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n')
      upstream.pipe(client).pipe(upstream)
    })
    upstream.on('error', () => client.destroy())
    for (const socket of [client, upstream]) {
      this.sockets.add(socket)
      socket.on('close', () => this.sockets.delete(socket))
    }
  }
}
