/** One process that records answers, started by the benchmark: asked for a number of milliseconds, it answers for so long and tells its rate. */
import { answer } from '../support/play.ts'
import { rateOf } from '../support/rate.ts'
import { memberAt } from './answering.ts'
import { openStore } from './server.ts'

const { BENCH_URL = '', BENCH_IN_FLIGHT = '', BENCH_FIRST = '' } = process.env
const store = await openStore(BENCH_URL)

process.on('message', (asked: unknown) => {
  if (typeof asked !== 'object' || asked === null || !('forMs' in asked)) return
  void rateOf(Number(BENCH_IN_FLIGHT), Number(asked.forMs), turn => answer(store, 'r', 0, memberAt(Number(BENCH_FIRST) + turn))).then(rate => process.send?.({ rate }))
})
process.once('SIGTERM', () => void store.close())
console.log('ready')
