/** The server as a process: listens until it is told to stop, then lets what is being answered end. */
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { createApp } from './app.ts'
import { guardHost } from './guard-host.ts'
import type { ServerParts } from './parts.ts'

export interface ServerPlace {
  /** Address to listen on. */
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  /** The name under which people reach the server, where a proxy stands before it; null where none does. */
  readonly name: string | null
}

/** One line of the server's log. */
export type ServerLog = (event: string, details: Readonly<Record<string, string | number | null>>) => void

/** Milliseconds that answers in the making have when the server stops. */
const GRACE = 5000

/** Serves until `stop` is aborted. Throws where it cannot begin: the port is not to be had. */
export async function runServer(
  { host, port, name }: ServerPlace,
  parts: ServerParts,
  log: ServerLog,
  stop: AbortSignal,
): Promise<void> {
  const app = createApp(parts, (path, fault) =>
    log('fault', { path, reason: fault instanceof Error ? fault.message : String(fault) }),
  )
  const server = createServer(getRequestListener(guardHost(host, name, app.fetch)))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address()
  const bound = typeof address === 'object' && address !== null ? address.port : port
  log('serving', { url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}/`, port: bound })
  await aborted(stop)
  log('stopping', {})
  await new Promise<void>((resolve) => {
    const impatience = setTimeout(() => server.closeAllConnections(), GRACE)
    server.close(() => {
      clearTimeout(impatience)
      resolve()
    })
    server.closeIdleConnections()
  })
  log('stopped', {})
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
