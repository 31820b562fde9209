/** Answers by several processes at once, beside redis-benchmark with as many connections. */
import type { RedisServer } from '../../support/redis-server.ts'
import { line, said } from '../support/line.ts'
import { start } from '../support/process.ts'
import { compare } from '../support/rate.ts'
import { bareAnswers, MEASURE_MS } from './answering.ts'
import { here, type Figures } from './figures.ts'
import { furnished, withRedis } from './server.ts'

const PROCESSES = [1, 2, 4]
const IN_FLIGHT = 64
/** More than one of them answers. */
const APART = 1_000_000_000

/** Prints what all processes record in a second together, and what redis-benchmark does. */
export async function benchProcesses(isSmall: boolean): Promise<NonNullable<Figures['processes']>> {
  const runs = isSmall ? 1 : 5
  const measured = here()
  console.log(`processes: answers a second, all together, ${IN_FLIGHT} in flight in each; medians of ${runs} runs of ${MEASURE_MS / 1000} s. bare: one redis-benchmark with a connection for each process`)
  console.log(line(16, '', 'Recall /s', 'bare /s', 'ratio'))
  const rows: NonNullable<Figures['processes']>['rows'] = []
  for (const processes of PROCESSES) {
    const [ours, bare] = await withRedis(server => compare(runs, [() => together(server, processes), () => bareAnswers(server, { connections: processes, inFlight: IN_FLIGHT })] as const))
    console.log(line(16, `${processes}`, said(ours.rate), said(bare.rate), said(bare.ratio, 2)))
    rows.push({ processes, ours: ours.rate, bare })
  }
  return { ...measured, inFlight: IN_FLIGHT, rows }
}

async function together(server: RedisServer, processes: number): Promise<number> {
  return await furnished(server, async () => {
    const answerers = await Promise.all(Array.from({ length: processes }, (_, place) => start('test/bench/redis/answerer.ts', { BENCH_URL: server.url, BENCH_IN_FLIGHT: String(IN_FLIGHT), BENCH_FIRST: String(place * APART) }, async output => output.includes('ready'))))
    const told = await Promise.all(answerers.map(one => one.ask({ forMs: MEASURE_MS }))) as { rate: number }[]
    await Promise.all(answerers.map(one => one.stop()))
    return told.reduce((sum, { rate }) => sum + rate, 0)
  })
}
