/** A line to Redis that can be cut when the server has done what it was asked, and before the answer arrives. */
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export interface RedisLine {
  url: string
  /** Swallows the answer to the first request that matches, and lets nobody connect again until `meanwhile` is done; resolves then. */
  cutAt(request: RegExp, meanwhile: () => Promise<unknown>): Promise<void>
  /** Goes dead for good before the request of this number, counted from now on, arrives. */
  dieAt(request: number): void
  /** Swallows whatever comes from either side, and tells neither; connections that lost something so stay dead. Gives a way to end it. */
  swallow(): () => void
  /** Lets each answer arrive so much later from now on. */
  delay(ms: number): void
  stop(): Promise<void>
}

/** Opens a line to the server on this port. */
export async function startLine(port: number): Promise<RedisLine> {
  const sockets = new Set<Socket>()
  let open = Promise.resolve()
  let cut: { request: RegExp, done: () => void } | null = null
  let left = Infinity
  let isSwallowing = false
  let lateMs = 0
  const end = () => { for (const socket of sockets) socket.destroy() }
  const server = createServer(client => void open.then(() => join(client)))

  const join = (client: Socket) => {
    const remote = connect(port, '127.0.0.1')
    let isCutting = false
    let isDead = isSwallowing
    for (const [one, other] of [[client, remote], [remote, client]] as const) {
      sockets.add(one)
      one.on('error', () => {}).on('close', () => {
        sockets.delete(one)
        other.destroy()
      })
    }
    client.on('data', chunk => {
      isDead ||= isSwallowing
      if (isDead) return
      if (left-- <= 0) return end()
      isCutting ||= cut?.request.test(chunk.toString('latin1')) ?? false
      remote.write(chunk)
    })
    remote.on('data', chunk => {
      isDead ||= isSwallowing
      if (isDead) return
      if (lateMs > 0) return void setTimeout(() => client.write(chunk), lateMs)
      if (!isCutting || chunk.toString('latin1').startsWith('-NOSCRIPT')) return client.write(chunk)
      cut?.done()
      return end()
    })
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cutAt: (request, meanwhile) => new Promise((resolve, reject) => {
      cut = { request, done: () => {
        cut = null
        open = meanwhile().then(() => resolve(), reject)
      } }
    }),
    dieAt: request => { left = request },
    swallow: () => {
      isSwallowing = true
      return () => { isSwallowing = false }
    },
    delay: ms => { lateMs = ms },
    stop: async () => {
      server.close()
      end()
      await Promise.resolve()
    },
  }
}
