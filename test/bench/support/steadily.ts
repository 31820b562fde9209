/** Work at a steady rate, and what its times come to. */
import { setTimeout as sleep } from 'node:timers/promises'

/** Does the work so many times, at a rate a second that does not wait for what is slow. */
export async function steadily(rate: number, times: number, work: (turn: number) => Promise<number>): Promise<number[]> {
  const from = performance.now()
  const running: Promise<number>[] = []
  while (running.length < times) {
    const due = Math.min(times, Math.floor((performance.now() - from) / 1000 * rate) + 1)
    while (running.length < due) running.push(work(running.length))
    await sleep(1)
  }
  return await Promise.all(running)
}

export function median(values: readonly number[]): number {
  return at(values, 0.5)
}

/** The value that this share of all lies below. */
export function at(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0
}
