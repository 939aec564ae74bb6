/** `/metrics` and `/healthz` of one worker, on a port of its own. */
import { createServer, type ServerResponse } from 'node:http'
import type { Registry } from 'prom-client'

export interface StatusServer {
  /** The port it answers on. */
  readonly port: number
  readonly close: () => Promise<void>
}

/** What `/healthz` says: `ok`, or what is wrong by name. */
export type Health = Readonly<Record<string, string>> & { readonly status: 'ok' | 'unwell' }

/** @param port 0 takes any free port */
export async function startStatusServer(
  host: string,
  port: number,
  registry: Registry,
  health: () => Promise<Health>,
): Promise<StatusServer> {
  const server = createServer((request, response) => {
    void answer(request.url ?? '/', response, registry, health)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answer(
  url: string,
  response: ServerResponse,
  registry: Registry,
  health: () => Promise<Health>,
): Promise<void> {
  try {
    switch (url.split('?')[0]) {
      case '/metrics': {
        const text = await registry.metrics()
        response.writeHead(200, { 'content-type': registry.contentType }).end(text)
        return
      }
      case '/healthz': {
        const found = await health()
        response
          .writeHead(found.status === 'ok' ? 200 : 503, { 'content-type': 'application/json' })
          .end(`${JSON.stringify(found)}\n`)
        return
      }
      default:
        response.writeHead(404).end('Here are /metrics and /healthz.\n')
    }
  } catch (error) {
    response.writeHead(503).end(`${error instanceof Error ? error.message : error}\n`)
  }
}
