/** Answers and closes by one process, beside redis-benchmark with the same scripts over the same number of connections. */
import type { Store } from '../../../src/bot/ports.ts'
import { shardOf } from '../../../src/stores/redis/keys.ts'
import { commitScript } from '../../../src/stores/redis/records.ts'
import type { RedisServer } from '../../support/redis-server.ts'
import { line, said } from '../support/line.ts'
import { answer, closeOnce, commitOf, PEOPLE } from '../support/play.ts'
import { compare, rateOf } from '../support/rate.ts'
import { bareAnswers, ioredisAnswers, MEASURE_MS, memberAt } from './answering.ts'
import { here, type Figures } from './figures.ts'
import { RANDOM, redisBenchmark } from './redis-benchmark.ts'
import { furnished, keys, withRedis } from './server.ts'

const IN_FLIGHT = [1, 16, 64]

type Row = NonNullable<Figures['answers']>['rows'][number]

/** Prints the rates and how ours compares, with 1, 16 and 64 in flight. */
export async function benchAnswers(isSmall: boolean): Promise<NonNullable<Figures['answers']>> {
  const runs = isSmall ? 1 : 5
  const measured = here()
  console.log(`answers: a second's work over one connection, medians of ${runs} runs of ${MEASURE_MS / 1000} s. bare: redis-benchmark with the same scripts, keys and arguments; ioredis: the same script by our client without our store. closes: each with the commit of its ${PEOPLE} awards (bare: measured one by one, their times added)`)
  console.log(line(24, '', 'Recall /s', 'bare /s', 'ratio', 'goal', 'ioredis /s', 'ratio'))
  const rows: Row[] = []
  for (const measure of [measureAnswers, measureCloses]) {
    for (const inFlight of IN_FLIGHT) rows.push(print(await withRedis(server => measure(server, runs, inFlight))))
  }
  return { ...measured, rows }
}

function print(row: Row): Row {
  const { work, inFlight, ours, bare, client } = row
  const beside = client === null ? [] : [said(client.rate), said(client.ratio, 2)]
  console.log(line(24, `${work}, ${inFlight} in flight`, said(ours), said(bare.rate), said(bare.ratio, 2), work === 'answers' && inFlight === 64 ? '0.9' : '', ...beside))
  return row
}

async function measureAnswers(server: RedisServer, runs: number, inFlight: number): Promise<Row> {
  const work = (store: Store, turn: number) => answer(store, 'r', 0, memberAt(turn))
  const [ours, bare, client] = await compare(runs, [() => byStore(server, inFlight, work), () => bareAnswers(server, { connections: 1, inFlight }), () => ioredisAnswers(server, inFlight)] as const)
  return { work: 'answers', inFlight, ours: ours.rate, bare, client }
}

async function measureCloses(server: RedisServer, runs: number, inFlight: number): Promise<Row> {
  const [ours, bare] = await compare(runs, [() => byStore(server, inFlight, closeOnce), () => bareCloses(server, inFlight)] as const)
  return { work: 'closes', inFlight, ours: ours.rate, bare, client: null }
}

async function byStore(server: RedisServer, inFlight: number, work: (store: Store, turn: number) => Promise<void>): Promise<number> {
  return await furnished(server, store => rateOf(inFlight, MEASURE_MS, turn => work(store, turn)))
}

async function bareCloses(server: RedisServer, inFlight: number): Promise<number> {
  return await furnished(server, async (_, redis) => {
    const how = { connections: 1, inFlight, forMs: MEASURE_MS }
    const closes = await redisBenchmark(redis, { ...how, name: 'close', keyCount: 3, given: [keys.gates('g', 'answered'), keys.answers('g', 'answered', 0), keys.erased(shardOf('g')), '0', 'g'] })
    const script = commitScript(keys, 'g', commitOf(RANDOM), -1)
    const commits = await redisBenchmark(redis, { ...how, name: 'commit', keyCount: script.keys.length, given: [...script.keys.with(2, keys.op('g', RANDOM)), ...script.given] })
    const applied = Number(await redis.hget(keys.tallies('g', 'all'), 'm1:asked'))
    if (applied < commits.sent * 0.99) throw new Error(`Of ${commits.sent} commits ${applied} were applied.`)
    return 1 / (1 / closes.rate + 1 / commits.rate)
  })
}
