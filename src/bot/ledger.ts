/** The ledger of voids: why points of a window that had ended moved after all. */
import { z } from 'zod'
import type { Store } from './ports.ts'

const voided = z.object({ id: z.string(), text: z.string(), why: z.string(), at: z.number(), windows: z.array(z.string()) })

/** A line of the ledger: which question was voided, when and why, and the windows in which points changed. Never by whom. */
export type Voided = z.infer<typeof voided>

/** The voids that changed the board of this window, newest first. */
export async function voidsOf(store: Store, group: string, window: string): Promise<Voided[]> {
  const all = (await store.records.list(group, 'void')).map(saved => voided.parse(saved.state))
  return all.filter(one => one.windows.includes(window)).toSorted((a, b) => b.at - a.at)
}
