/** Leaderboards: a page and one's own place, beside the same on a small board. */
import { join } from 'node:path'
import { Redis } from 'ioredis'
import type { Store } from '../../src/bot/ports.ts'
import { redisStore } from '../../src/stores/redis.ts'
import { keysOf } from '../../src/stores/redis/keys.ts'
import { sqliteStore } from '../../src/stores/sqlite.ts'
import { temporaryFolder } from '../support/recall.ts'
import { startRedis } from '../support/redis-server.ts'
import { START } from '../support/round.ts'

const SIZES = [1000, 100_000]
const LOOKS = 2000
const BATCH = 500

/** Prints how long a page and one's own place take, and how that compares to a board of a thousand. */
export async function benchBoards(): Promise<void> {
  const server = await startRedis()
  const folder = temporaryFolder()
  console.log(`boards: the first page and one's own place, ${LOOKS} looks, microseconds; ratios to ${SIZES[0]} members`)
  console.log(line('', 'p50', 'p99', 'ratio'))
  await printStore('sqlite', size => Promise.resolve(sqliteStore(join(folder.path, `${size}.sqlite`), () => START)))
  await printStore('redis', size => redisStore({ url: server.url, prefix: `bench${size}`, now: () => START, onTrouble: () => {} }))
  await printMemory(server.url)
  await server.stop()
  folder.remove()
}

/** What Redis keeps for a place on a board: its points, and right and asked beside them. */
async function printMemory(url: string): Promise<void> {
  const redis = new Redis(url)
  for (const size of SIZES) {
    const keys = keysOf(`bench${size}`)
    const bytes = await Promise.all([keys.board('g', 'all'), keys.tallies('g', 'all')].map(async key => Number(await redis.memory('USAGE', key, 'SAMPLES', 0)) / size))
    console.log(`redis, ${size.toLocaleString('en')} members: ${bytes.map(one => one.toFixed(0)).join(' + ')} bytes a member a board (points + tallies)`)
  }
  await redis.quit()
}

async function printStore(name: string, open: (size: number) => Promise<Store>): Promise<void> {
  let first = 0
  for (const size of SIZES) {
    const store = await open(size)
    await fill(store, size)
    const times = await look(store, size)
    await store.close()
    const p50 = times[Math.floor(times.length / 2)] ?? 0
    first ||= p50
    console.log(line(`${name}, ${size.toLocaleString('en')} members`, p50.toFixed(0), (times[Math.floor(times.length * 0.99)] ?? 0).toFixed(0), (p50 / first).toFixed(2)))
  }
}

async function fill(store: Store, size: number): Promise<void> {
  for (let from = 0; from < size; from += BATCH) {
    const awards = Array.from({ length: BATCH }, (_, place) => from + place).map(member => ({ id: `r/0/${memberOf(member)}`, member: memberOf(member), points: (member * 7919) % 1_000_003, right: 1, asked: 1, boards: ['all'] }))
    await store.records.commit('g', { writes: [], gate: null, awards, lease: { do: 'leave' } })
  }
}

/** An id as long as those of members are. */
function memberOf(place: number): string {
  return `m${String(place).padStart(11, '0')}`
}

async function look(store: Store, size: number): Promise<number[]> {
  const times: number[] = []
  for (let turn = 0; turn < LOOKS; turn++) {
    const before = performance.now()
    await Promise.all([store.boards.page('g', 'all', 0, 10), store.boards.standings('g', ['all'], memberOf((turn * 104_729) % size))])
    times.push(1000 * (performance.now() - before))
  }
  return times.toSorted((a, b) => a - b)
}

function line(name: string, ...columns: string[]): string {
  return name.padEnd(40) + columns.map(column => column.padStart(12)).join('')
}
