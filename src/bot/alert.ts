/** What the admins of a group have to know: it is told with their next answers until one of them has seen it. */
import { z } from 'zod'
import { channel, type Channel } from '../engine/round.ts'
import type { Bot, Who } from './bot.ts'
import { commitWrites } from './commit.ts'
import type { Store, Write } from './ports.ts'

const alert = z.object({ id: z.string(), about: z.enum(['channel gone', 'no question', 'report']), channel, at: z.number() })
const alerts = z.object({ alerts: z.array(alert) })

/** A daily that was paused because its channel is gone, one that found no question, or a question that was reported. */
export type Alert = z.infer<typeof alert>

/** Nobody reads more. */
const MOST = 20

/** Adds an alert; the same id is kept once. To be committed with what it is about. */
export async function alertWrite(store: Store, group: string, id: string, about: Alert['about'], where: Channel, at: number): Promise<Write> {
  const saved = await store.records.load(group, 'alert', 'group')
  const known = alerts.parse(saved?.state ?? { alerts: [] }).alerts.filter(one => one.id !== id)
  return { kind: 'alert', id: 'group', version: saved?.version ?? 0, state: { alerts: [...known, { id, about, channel: where, at }].slice(-MOST) }, wakeAt: null }
}

/** Takes the alerts that no admin has been told yet; none for who is no admin. They are told once. */
export async function takeAlerts({ store, onTrouble }: Bot, who: Who): Promise<Alert[]> {
  if (!who.admin || who.alone) return []
  try {
    return await take(store, who.group)
  } catch (error) {
    onTrouble('the alerts could not be read', error)
    return []
  }
}

async function take(store: Store, group: string): Promise<Alert[]> {
  const saved = await store.records.load(group, 'alert', 'group')
  const known = alerts.parse(saved?.state ?? { alerts: [] }).alerts
  if (saved === null || known.length === 0) return []
  // Emptied, not removed: versions would begin anew, and an alert that was read up before would pass for the latest.
  const outcome = await commitWrites(store, group, [{ kind: 'alert', id: 'group', version: saved.version, state: { alerts: [] }, wakeAt: null }])
  return outcome === 'done' ? known : []
}
