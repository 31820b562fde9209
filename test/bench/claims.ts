/** What it costs to ask Redis what is due: on every beat of every process, and when much is due at once. */
import type { Store } from '../../src/bot/ports.ts'
import type { MovableStore } from '../../src/bot/transfer.ts'
import { redisStore } from '../../src/stores/redis.ts'
import { startRedis } from '../support/redis-server.ts'

const BEATS = 200
const DUE = 10_000
const BATCH = 64

/** Prints the price of a beat on which nothing is due, and of claiming and releasing what is due in thousands of groups. */
export async function benchClaims(): Promise<void> {
  const server = await startRedis()
  const stores = await Promise.all([1, 2, 3, 4].map(() => redisStore({ url: server.url, prefix: 'bench', now: null, onTrouble: (error, trouble) => { if (trouble !== 'slow') throw error } })))
  const [store] = stores as [MovableStore, ...MovableStore[]]
  console.log('claims: 256 shards are looked at in one round trip')
  const idle = await cost(async () => {
    for (let beat = 0; beat < BEATS; beat++) await store.records.claimDue(BATCH, 0)
  })
  console.log(`a beat on which nothing is due: ${(idle.ms / BEATS).toFixed(1)} ms, ${(idle.cpuMs / BEATS).toFixed(1)} ms of this process's processor`)
  for (const claimers of [1, 4]) {
    await fill(store, claimers)
    const { ms, cpuMs } = await cost(() => Promise.all(stores.slice(0, claimers).map(claimAll)))
    console.log(`${DUE.toLocaleString('en')} due at once, ${claimers} at it: ${(DUE / ms * 1000).toFixed(0)} claimed and released a second, ${(1000 * cpuMs / DUE).toFixed(0)} microseconds of this process's processor each`)
  }
  await Promise.all(stores.map(one => one.close()))
  await server.stop()
}

async function cost(work: () => Promise<unknown>): Promise<{ ms: number, cpuMs: number }> {
  const [begun, before] = [performance.now(), process.cpuUsage()]
  await work()
  const { user, system } = process.cpuUsage(before)
  return { ms: performance.now() - begun, cpuMs: (user + system) / 1000 }
}

async function fill(store: Store, turn: number): Promise<void> {
  const at = await store.now()
  for (let from = 0; from < DUE; from += BATCH) {
    await Promise.all(Array.from({ length: Math.min(BATCH, DUE - from) }, (_, place) => store.records.commit(`g${from + place}`, {
      writes: [{ kind: 'schedule', id: `s${turn}`, version: 0, state: {}, wakeAt: at }], gate: null, awards: [], lease: { do: 'leave' },
    })))
  }
}

async function claimAll(store: Store): Promise<void> {
  for (;;) {
    const { claims } = await store.records.claimDue(BATCH, 60_000)
    if (claims.length === 0) return
    await Promise.all(claims.map(({ group, kind, id, version, epoch }) => store.records.commit(group, { writes: [{ kind, id, version, state: {}, wakeAt: null }], gate: null, awards: [], lease: { do: 'release', epoch } })))
  }
}
