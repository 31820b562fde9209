/** The way of one process to a server, which can be cut for good: whatever is under way is lost, and nothing follows. */
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export interface Wire {
  port: number
  cut(): void
}

/** Opens it to a port of this machine. */
export async function openWire(to: number): Promise<Wire> {
  const sockets = new Set<Socket>()
  const server = createServer(near => {
    const far = connect(to, '127.0.0.1')
    for (const [one, other] of [[near, far], [far, near]] as const) {
      sockets.add(one)
      one.on('error', () => {}).on('close', () => {
        sockets.delete(one)
        other.destroy()
      })
      one.pipe(other)
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    cut: () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
