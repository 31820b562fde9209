/** A line to Redis that can be made as bad as lines get. */
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { randomOf } from '../../src/engine/random.ts'

/**
 * `fine`; `down`: nobody listens; `hole`: connections stand, and nothing comes through until the line is fine again: then all of it does; `slow`: everything comes late, by `lateMs`.
 */
export type Condition = 'fine' | 'down' | 'hole' | 'slow'

export interface Proxy {
  url: string
  become(condition: Condition): void
  /** Ends every connection: politely, or with a reset. */
  cut(how: 'end' | 'reset'): void
  /** Loses replies from now on, again and again: after so many have come, those of so many milliseconds are swallowed, and the connection is cut. */
  loseReplies(plan: (() => { after: number, forMs: number }) | null): void
  /** How many times replies were lost. */
  lost(): number
  stop(): Promise<void>
}

/** A line that loses replies every few hundred, for as long as it lives. */
export async function startLossy(port: number, seed: string): Promise<Proxy> {
  const [proxy, random] = [await startProxy(port), randomOf(`${seed}/line`)]
  proxy.loseReplies(() => ({ after: 100 + Math.floor(random() * 400), forMs: random() * 5 }))
  return proxy
}

/** Opens a line to the server on this port. */
export async function startProxy(port: number, lateMs = 0): Promise<Proxy> {
  const pairs = new Set<readonly [Socket, Socket]>()
  let condition: Condition = 'fine'
  let plan: (() => { after: number, forMs: number }) | null = null
  let lost = 0
  let changed = Promise.withResolvers<void>()

  const join = (client: Socket) => {
    if (condition === 'down') return void client.resetAndDestroy()
    const server = connect(port, '127.0.0.1')
    const pair = [client, server] as const
    pairs.add(pair)
    for (const [one, other] of [pair, [server, client]] as const) {
      one.setNoDelay(true).on('error', () => {}).on('close', () => {
        pairs.delete(pair)
        other.destroy()
      })
    }
    let next = plan?.() ?? null
    let isLosing = false
    const [there, back] = [wayTo(server), wayTo(client)]
    client.on('data', (chunk: Buffer) => there(chunk))
    server.on('data', (chunk: Buffer) => {
      if (isLosing) return
      next = plan === null ? null : next ?? plan()
      if (next === null || next.after-- > 0) return back(chunk)
      // What was swallowed can never be made up for on this connection: the next reply would be taken for it.
      isLosing = true
      lost++
      setTimeout(() => client.destroy(), next.forMs)
    })
  }
  /** Nothing overtakes what came before it, whatever the line becomes. */
  const wayTo = (to: Socket) => {
    let last = Promise.resolve()
    return (chunk: Buffer) => {
      const cameAt = performance.now()
      last = last.then(async () => {
        while (condition === 'hole') await changed.promise
        const waitMs = condition === 'slow' ? cameAt + lateMs - performance.now() : 0
        if (waitMs > 0) await new Promise(resolve => setTimeout(resolve, waitMs))
        if (!to.destroyed) to.write(chunk)
      })
    }
  }
  const cut = (how: 'end' | 'reset') => {
    for (const [client, server] of pairs) {
      if (how === 'reset') client.resetAndDestroy()
      else client.destroy()
      server.destroy()
    }
  }

  const listener = createServer(join).listen(0, '127.0.0.1')
  await once(listener, 'listening')
  return {
    url: `redis://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    become: wanted => {
      condition = wanted
      changed.resolve()
      changed = Promise.withResolvers()
      if (wanted === 'down') cut('end')
    },
    cut,
    loseReplies: wanted => { plan = wanted },
    lost: () => lost,
    stop: async () => {
      cut('end')
      listener.close()
      await once(listener, 'close')
    },
  }
}
