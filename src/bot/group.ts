/** What a group has decided for itself. */
import { z } from 'zod'
import type { Store } from './ports.ts'

const settings = z.object({ zone: z.string() })

/** A group's settings. */
export type Group = z.infer<typeof settings>

/** The settings of a group; its zone is UTC until an admin chooses one. */
export async function loadGroup(store: Store, group: string): Promise<Group> {
  const saved = await store.records.load(group, 'settings', 'group')
  return saved === null ? { zone: 'UTC' } : settings.parse(saved.state)
}

/** Keeps the group's zone, unless one was chosen before; the zone that holds is returned. */
export async function chooseZone(store: Store, group: string, zone: string): Promise<string> {
  const write = { kind: 'settings' as const, id: 'group', version: 0, state: { zone }, wakeAt: null }
  await store.records.commit(group, { writes: [write], gate: null, awards: [], lease: { do: 'leave' } })
  return (await loadGroup(store, group)).zone
}
