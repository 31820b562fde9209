/** Platforms deliver some deeds twice, even to two processes: each has its effect once. */
import { commitWrites } from './commit.ts'
import type { Claim, Interaction, Store } from './ports.ts'

/** No platform delivers a deed again after this. */
const KEPT_MS = 15 * 60_000

/** Says whether this deed comes for the first time, and keeps that it came. */
export async function isFirst(store: Store, group: string, { id }: Pick<Interaction, 'id'>): Promise<boolean> {
  const wakeAt = await store.now() + KEPT_MS
  return await commitWrites(store, group, [{ kind: 'delivery', id, version: 0, state: {}, wakeAt }]) === 'done'
}

/** Forgets a deed that is not delivered again any more. */
export async function forgetDelivery(store: Store, { group, id, version, epoch }: Claim): Promise<void> {
  await store.records.commit(group, { writes: [{ kind: 'delivery', id, version, state: null, wakeAt: null }], gate: null, awards: [], lease: { do: 'release', epoch } })
}
