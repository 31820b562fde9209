/** Notes how late what is due is taken. */
import type { Store } from '../../../src/bot/ports.ts'

/** The store, noting of each round that it gives out how long that has been due, in milliseconds. */
export function notingLags(store: Store, lags: number[]): Store {
  const claimDue: Store['records']['claimDue'] = async (limit, forMs) => {
    const due = await store.records.claimDue(limit, forMs)
    for (const { kind, dueAt } of due.claims) if (kind === 'round') lags.push(due.at - dueAt)
    return due
  }
  return { ...store, records: { ...store.records, claimDue } }
}
