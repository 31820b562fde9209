/** Plays the same operations on several stores, and compares every answer with the model's. */
import { expect } from 'vitest'
import type { Store } from '../../src/bot/ports.ts'
import { readAll, type Operation, type Played } from './operations.ts'

/** An operation, and how long after the one before. */
export interface Step {
  waitMs: number
  operation: Operation
}

/** Fails at the first answer that differs from the model's, and when the stores hold something else than it in the end. */
export async function compare(steps: readonly Step[], clock: { at: number }, model: Store, stores: Readonly<Record<string, Store>>): Promise<void> {
  const expected = played(model)
  const all = Object.entries(stores).map(([name, store]) => [name, played(store)] as const)
  const ask = async (what: string, work: (one: Played) => Promise<unknown>) => {
    const answer = await work(expected)
    for (const [name, one] of all) expect({ what, name, answer: await work(one) }).toEqual({ what, name, answer })
  }
  for (const { waitMs, operation } of steps) {
    clock.at += waitMs
    await ask(String(operation), one => operation.play(one))
  }
  await ask('everything in the end', readAll)
}

function played(store: Store): Played {
  return { store, claims: [], minted: [], commits: 0, erased: {} }
}
