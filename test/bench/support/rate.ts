/** How often something can be done in a second, beside other ways to do it. */
import { median } from './steadily.ts'

/** How often a second, and how many times as often the first way does it. */
export interface Rate {
  rate: number
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

/** Measures all ways in turn, so many times, and gives medians. Those of the ratios are of each run's own: what else the machine does changes between runs. */
export async function compare<Ways extends readonly (() => Promise<number>)[]>(runs: number, ways: Ways): Promise<{ [Way in keyof Ways]: Rate }> {
  const rates: number[][] = []
  for (let run = 0; run < runs; run++) {
    const rateOfEach: number[] = []
    for (const way of ways) rateOfEach.push(await way())
    rates.push(rateOfEach)
  }
  const valuesOf = (of: (run: readonly number[]) => number) => median(rates.map(of))
  return ways.map((_, way) => ({ rate: valuesOf(run => run[way] ?? 0), ratio: valuesOf(run => (run[0] ?? 0) / (run[way] ?? 0)) })) as { [Way in keyof Ways]: Rate }
}
