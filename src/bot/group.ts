/** What a group has decided for itself. */
import { z } from 'zod'
import { changeZone, zoneAt } from '../engine/zone.ts'
import { channel } from '../engine/round.ts'
import { withZones } from '../engine/schedule.ts'
import type { Store, Write } from './ports.ts'
import { readSchedule, scheduleWrite } from './schedules.ts'

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

const settings = z.object({
  zone: z.string().default('UTC'),
  chosen: z.boolean().default(false),
  next: z.object({ zone: z.string(), from: z.number() }).nullable().default(null),
  channels: z.array(z.string()).default([]),
  coolDownSeconds: z.int().min(0).default(0),
  quiet: z.object({ from: timeOfDay, to: timeOfDay }).nullable().default(null),
  starters: z.enum(['everyone', 'admins']).default('everyone'),
  admins: z.array(z.string()).default([]),
  verdict: z.enum(['at once', 'at the reveal']).default('at once'),
  roundsADay: z.int().min(1).default(5),
  recap: channel.nullable().default(null),
})

/**
 * A group's settings. `zone` holds until `next` does; `chosen` says that an admin named it; `channels` are where rounds may run, by the platform's ids (none:
 * everywhere); nothing starts in the `quiet` time; `admins` are accounts (`platform:id`) that the group named besides; `recap` is
 * where the weekly recap is posted.
 */
export type Settings = z.infer<typeof settings>

/** The settings as they were loaded; `version` is 0 while nobody has chosen any. */
export interface Group {
  settings: Settings
  version: number
}

/** The settings of a group; its zone is UTC until an admin chooses one. */
export async function loadGroup(store: Store, group: string): Promise<Group> {
  const saved = await store.records.load(group, 'settings', 'group')
  return { settings: settings.parse(saved?.state ?? {}), version: saved?.version ?? 0 }
}

/** The zone of the group at an instant. */
export function groupZone({ settings: own }: Group, at: number): string {
  return zoneAt(own, at)
}

/** Settings with the zone that an admin named: it holds at once while none was named before, else from the next day on. */
export function withZone({ settings: own }: Group, zone: string, at: number): Settings {
  return { ...own, ...(own.chosen ? changeZone(own, zone, at) : { zone, next: null }), chosen: true }
}

/** What goes into a commit that changes the settings: themselves, and the zones of every daily. */
export async function settingsWrites(store: Store, group: string, before: Group, next: Settings, at: number): Promise<Write[]> {
  const isMoved = before.settings.zone !== next.zone || before.settings.next?.zone !== next.next?.zone
  const schedules = isMoved ? await store.records.list(group, 'schedule') : []
  const own: Write = { kind: 'settings', id: 'group', version: before.version, state: next, wakeAt: null }
  return [own, ...schedules.map(saved => scheduleWrite(withZones(readSchedule(saved), next, at), saved.version))]
}
