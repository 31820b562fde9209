/** Commits outside a claim: what people do, not the clock. */
import type { Award } from '../engine/round.ts'
import { again } from './again.ts'
import type { Committed, Kind, Saved, Store, Write } from './ports.ts'

/** Writes these documents and applies the awards, all or nothing; leases stay as they are, and no question opens. */
export async function commitWrites(store: Store, group: string, writes: readonly Write[], awards: readonly Award[] = []): Promise<Committed> {
  return await store.records.commit(group, { writes, gate: null, awards, lease: { do: 'leave' } })
}

/** What a document becomes. */
export type Change = Pick<Write, 'state' | 'wakeAt'>

/** Changes a document, if there is one; null leaves it as it is. When somebody else wrote first, `work` is done again. */
export async function rewrite(store: Store, group: string, kind: Kind, id: string, work: (saved: Saved) => Change | null | Promise<Change | null>): Promise<void> {
  await again(async () => {
    const saved = await store.records.load(group, kind, id)
    const changed = saved === null ? null : await work(saved)
    return saved === null || changed === null ? 'done' : await commitWrites(store, group, [{ kind, id, version: saved.version, ...changed }])
  })
}
