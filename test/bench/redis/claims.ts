/** What it costs to ask Redis what is due: on every beat of every process, and when much is due at once. */
import type { Store } from '../../../src/bot/ports.ts'
import type { MovableStore } from '../../../src/bot/transfer.ts'
import { here, type Figures } from './figures.ts'
import { openStore, withRedis } from './server.ts'

const BEATS = 200
const BATCH = 64

/** Prints the price of a beat on which nothing is due, and of claiming and releasing what is due in thousands of groups. */
export async function benchClaims(isSmall: boolean): Promise<NonNullable<Figures['claims']>> {
  const due = isSmall ? 1000 : 10_000
  const measured = here()
  console.log('claims: 256 shards are looked at in one round trip')
  return await withRedis(async server => {
    const stores = await Promise.all([1, 2, 3, 4].map(() => openStore(server.url)))
    const [store] = stores as [MovableStore, ...MovableStore[]]
    const idle = await cost(async () => {
      for (let beat = 0; beat < BEATS; beat++) await store.records.claimDue(BATCH, 0)
    })
    const [idleMs, idleCpuMs] = [idle.ms / BEATS, idle.cpuMs / BEATS]
    console.log(`a beat on which nothing is due: ${idleMs.toFixed(1)} ms, ${idleCpuMs.toFixed(1)} ms of this process's processor`)
    const rows: { processes: number, perSecond: number }[] = []
    for (const processes of [1, 4]) {
      await fill(store, due, processes)
      const { ms, cpuMs } = await cost(() => Promise.all(stores.slice(0, processes).map(claimAll)))
      rows.push({ processes, perSecond: due / ms * 1000 })
      console.log(`${due.toLocaleString('en-GB')} due at once, ${processes} at it: ${(due / ms * 1000).toFixed(0)} claimed and released a second, ${(1000 * cpuMs / due).toFixed(0)} microseconds of this process's processor each`)
    }
    await Promise.all(stores.map(one => one.close()))
    return { ...measured, idleMs, idleCpuMs, rows }
  })
}

async function cost(work: () => Promise<unknown>): Promise<{ ms: number, cpuMs: number }> {
  const [begun, before] = [performance.now(), process.cpuUsage()]
  await work()
  const { user, system } = process.cpuUsage(before)
  return { ms: performance.now() - begun, cpuMs: (user + system) / 1000 }
}

async function fill(store: Store, due: number, turn: number): Promise<void> {
  const at = await store.now()
  for (let from = 0; from < due; from += BATCH) {
    await Promise.all(Array.from({ length: Math.min(BATCH, due - from) }, (_, place) => store.records.commit(`g${from + place}`, {
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
