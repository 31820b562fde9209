/** How often something can be done in a second, beside another way to do it. */
import { median } from './steadily.ts'

/** What each of two ways does in a second, and how the first compares to the second, medians of the runs. */
export interface Rates {
  ours: number
  bare: number
  ratio: number
}

/** Does the work again and again, so many at once, for so long, and gives how often a second. */
export async function rateOf(inFlight: number, forMs: number, work: (turn: number) => Promise<void>): Promise<number> {
  let turn = 0
  const startedAt = performance.now()
  const worker = async () => { while (performance.now() < startedAt + forMs) await work(turn++) }
  await Promise.all(Array.from({ length: inFlight }, worker))
  return turn / (performance.now() - startedAt) * 1000
}

/** Measures both in turn, so many times: the ratio is the median of the runs', because what else the machine does changes between them. */
export async function compare(runs: number, ours: () => Promise<number>, bare: () => Promise<number>): Promise<Rates> {
  const rates: Rates[] = []
  for (let run = 0; run < runs; run++) {
    const [a, b] = [await ours(), await bare()]
    rates.push({ ours: a, bare: b, ratio: a / b })
  }
  const middle = (key: keyof Rates) => median(rates.map(one => one[key]))
  return { ours: middle('ours'), bare: middle('bare'), ratio: middle('ratio') }
}
