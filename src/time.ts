/** The store's time, without asking for it each time: processes whose clocks differ agree on it. */
import type { Store } from './bot/ports.ts'

const EVERY_MS = 60_000

/** A clock that goes with another. */
export interface Time {
  /** The store's time, in milliseconds. */
  now(): number
  stop(): void
}

/** Asks the store now, and once a minute from then on; while it is away the time goes on by itself. */
export async function followTime(store: Pick<Store, 'now'>): Promise<Time> {
  let ahead = 0
  const ask = async () => {
    const asked = performance.now()
    const at = await store.now()
    ahead = at - (asked + performance.now()) / 2
  }
  await ask()
  const asking = setInterval(() => void ask().catch(() => undefined), EVERY_MS).unref()
  return { now: () => Math.round(performance.now() + ahead), stop: () => clearInterval(asking) }
}
