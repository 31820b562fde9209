/** Answers and closes by one process, beside redis-benchmark with the same scripts over the same number of connections. */
import type { Store } from '../../../src/bot/ports.ts'
import { shardOf } from '../../../src/stores/redis/keys.ts'
import { commitScript } from '../../../src/stores/redis/records.ts'
import type { RedisServer } from '../../support/redis-server.ts'
import { line, said } from '../support/line.ts'
import { answer, closeOnce, commitOf, PEOPLE } from '../support/play.ts'
import { compare, rateOf } from '../support/rate.ts'
import { bareAnswers, MEASURE_MS, memberAt } from './answering.ts'
import { here, type Figures } from './figures.ts'
import { RANDOM, redisBenchmark } from './redis-benchmark.ts'
import { furnished, keys, withRedis } from './server.ts'

const IN_FLIGHT = [1, 16, 64]

const works = {
  answers: { ours: (store: Store, turn: number) => answer(store, 'r', 0, memberAt(turn)), bare: (server: RedisServer, inFlight: number) => bareAnswers(server, { connections: 1, inFlight }) },
  closes: { ours: closeOnce, bare: bareCloses },
}

/** Prints both rates and their ratio, with 1, 16 and 64 in flight. */
export async function benchAnswers(isSmall: boolean): Promise<NonNullable<Figures['answers']>> {
  const runs = isSmall ? 1 : 5
  const measured = here()
  console.log(`answers: a second's work over one connection, medians of ${runs} runs of ${MEASURE_MS / 1000} s. bare: redis-benchmark with the same scripts, keys and arguments. closes: each with the commit of its ${PEOPLE} awards (bare: measured one by one, their times added)`)
  console.log(line(24, '', 'Recall /s', 'bare /s', 'ratio', 'goal'))
  const rows: NonNullable<Figures['answers']>['rows'] = []
  for (const work of ['answers', 'closes'] as const) {
    for (const inFlight of IN_FLIGHT) {
      const rates = await withRedis(server => compare(runs, () => ours(server, inFlight, works[work].ours), () => works[work].bare(server, inFlight)))
      console.log(line(24, `${work}, ${inFlight} in flight`, said(rates.ours), said(rates.bare), said(rates.ratio, 2), work === 'answers' && inFlight === 64 ? '0.9' : ''))
      rows.push({ work, inFlight, ...rates })
    }
  }
  return { ...measured, rows }
}

async function ours(server: RedisServer, inFlight: number, work: (store: Store, turn: number) => Promise<void>): Promise<number> {
  return await furnished(server, store => rateOf(inFlight, MEASURE_MS, turn => work(store, turn)))
}

async function bareCloses(server: RedisServer, inFlight: number): Promise<number> {
  return await furnished(server, async (_, redis) => {
    const how = { connections: 1, inFlight, forMs: MEASURE_MS }
    const closes = await redisBenchmark(redis, { ...how, name: 'close', keyCount: 3, given: [keys.gates('g', 'answered'), keys.answers('g', 'answered', 0), keys.erased(shardOf('g')), '0', 'g'] })
    const script = commitScript(keys, 'g', commitOf(RANDOM), -1)
    const commits = await redisBenchmark(redis, { ...how, name: 'commit', keyCount: script.keys.length, given: [...script.keys.with(2, keys.op('g', RANDOM)), script.argument] })
    const applied = Number(await redis.hget(keys.tallies('g', 'all'), 'm1:asked'))
    if (applied < commits.sent * 0.99) throw new Error(`Of ${commits.sent} commits ${applied} were applied.`)
    return 1 / (1 / closes.rate + 1 / commits.rate)
  })
}
