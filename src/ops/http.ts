/** The HTTP server that all routes share. */
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { Hono } from 'hono'

/** Listens; gives the port in use (0 asks for a free one) and a way to stop. Rejects with a sentence. */
export function listen(app: Hono, host: string, port: number): Promise<{ port: number, stop: () => Promise<void> }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: host, port }) as Server
    server.once('error', (error: NodeJS.ErrnoException) => reject(new Error(explain(error, host, port), { cause: error })))
    server.once('listening', () => resolve({ port: (server.address() as AddressInfo).port, stop: () => stop(server) }))
  })
}

function stop(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === 'EADDRINUSE') return `Port ${port} on ${host} is taken, perhaps by another Recall. Stop that, or set HTTP_PORT to another port.`
  if (error.code === 'EACCES') return `This user may not listen on port ${port}. Set HTTP_PORT to 1024 or more.`
  return `Cannot listen on ${host}:${port} (${error.message}). Check HTTP_HOST and HTTP_PORT.`
}
